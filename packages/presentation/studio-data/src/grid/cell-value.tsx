import type { RecordOf } from '@plinth/app-definition';
import { Icon } from '@plinth/component-kit';
import { fieldTypeInfo } from '../definition/field-type.ts';
import type { ColumnKey } from './column.ts';

interface CellValueProps {
  readonly field: RecordOf<'field'>;
  readonly column: ColumnKey;
  /** What its editor would begin with, as people read it. */
  readonly words: string;
}

/** A cell as it is read. */
export function CellValue({ field, column, words }: CellValueProps) {
  switch (column) {
    case 'label':
      return (
        <span className="data-cell-label">
          <Icon name={fieldTypeInfo[field.type].icon} size={14} />
          <bdi>{words}</bdi>
        </span>
      );
    case 'key':
    case 'default':
      return <code>{words}</code>;
    case 'details':
      return field.options === undefined ? (
        <bdi>{words}</bdi>
      ) : (
        <span className="data-cell-options">
          {field.options.map(({ value, label, tone }) => (
            <bdi key={value} data-tone={tone ?? 'neutral'}>
              {label}
            </bdi>
          ))}
        </span>
      );
    default:
      return <bdi>{words}</bdi>;
  }
}
