import type { ShellEntity } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { TextSetting } from './setting-row.tsx';

interface QueryRelatedProps {
  readonly query: RecordOf<'query'>;
  readonly entity: ShellEntity | undefined;
  onChange(expand: string[]): void;
}

/** Which related records come along; longer paths, such as `account.district`, are written. */
export function QueryRelated({ query, entity, onChange }: QueryRelatedProps) {
  const text = useText();
  const { expand } = query;
  const references = (entity?.fields ?? []).filter(({ type }) => type === 'reference' || type === 'multiReference');
  const offered = [...references, ...(entity?.relations ?? [])];
  const deeper = expand.filter((path) => !offered.some(({ key }) => key === path));
  if (offered.length === 0 && expand.length === 0) return null;
  return (
    <section className="studio-panel-group">
      <h3>{text('studio.related', 'Related records that come along')}</h3>
      <fieldset className="property-checks">
        <legend className="studio-hidden">{text('studio.related', 'Related records that come along')}</legend>
        {offered.map(({ key, label }) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={expand.includes(key)}
              onChange={({ currentTarget }) => onChange(currentTarget.checked ? [...expand, key] : expand.filter((path) => path !== key))}
            />
            <bdi>{label}</bdi>
          </label>
        ))}
      </fieldset>
      <TextSetting
        label={text('studio.deeper', 'Further paths')}
        value={deeper.join(', ')}
        onKeep={(kept) => onChange([...expand.filter((path) => !deeper.includes(path)), ...paths(kept)])}
      />
    </section>
  );
}

function paths(written: string): string[] {
  return [...new Set(written.split(/[\s,]+/).filter(Boolean))];
}
