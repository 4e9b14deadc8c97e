import { Icon, type StoredFile, useRenderServices } from '@plinth/component-kit';
import { PageLink } from '../parts/page-link.tsx';
import { Tag } from '../parts/tag.tsx';
import { readReference } from '../reference-picker/reference.ts';
import styles from './table.module.css';
import type { TableColumn } from './table-columns.ts';

interface CellProps {
  readonly column: TableColumn;
  readonly value: unknown;
  readonly text: string;
}

/** What stands in a cell: text, or a link, a state, a tick. */
export function Cell({ column, value, text }: CellProps) {
  const services = useRenderServices();
  if (text === '') return null;
  switch (column.format) {
    case 'boolean':
      return value === true ? <Icon name="check" size={16} label={text} /> : <span className={styles.quiet}>{text}</span>;
    case 'choice':
    case 'badge': {
      const tone = column.description?.options?.find((option) => option.value === value)?.tone;
      return <Tag text={text} tone={tone} />;
    }
    case 'reference': {
      const reference = readReference(value);
      return column.page && reference ? (
        <PageLink className={styles.link} page={column.page} parameters={{ id: reference.id }} tabIndex={-1}>
          {text}
        </PageLink>
      ) : (
        text
      );
    }
    case 'email':
      return (
        <PageLink className={styles.link} address={`mailto:${text}`} tabIndex={-1}>
          {text}
        </PageLink>
      );
    case 'url':
      return (
        <PageLink className={styles.link} address={text} newTab tabIndex={-1}>
          {text.replace(/^https?:\/\//, '')}
        </PageLink>
      );
    case 'file':
      return isStoredFile(value) ? (
        <PageLink className={styles.link} address={services.fileAddress(value)} newTab tabIndex={-1}>
          {text}
        </PageLink>
      ) : (
        text
      );
    default:
      return text;
  }
}

function isStoredFile(value: unknown): value is StoredFile {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
}
