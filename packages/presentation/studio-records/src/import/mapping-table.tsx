import type { ShellEntity, ShellField } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import type { FileFindings } from './import-file.ts';
import { type ColumnMapping, fillable } from './import-plan.ts';
import { WrittenForm } from './written-form.tsx';

interface MappingTableProps {
  readonly findings: FileFindings;
  readonly entity: ShellEntity;
  readonly mapping: readonly ColumnMapping[];
  lookupsOf(field: ShellField): readonly { readonly key: string; readonly label: string }[];
  onMapping(mapping: readonly ColumnMapping[]): void;
}

/** Which column of the file fills which field. */
export function MappingTable({ findings, entity, mapping, lookupsOf, onMapping }: MappingTableProps) {
  const text = useText();
  const fields = fillable(entity);
  const filled = new Set(mapping.map(({ field }) => field));
  const missing = fields.filter(({ key, required, default: first }) => required && first === undefined && !filled.has(key));
  const change = (place: number, more: Partial<ColumnMapping>) =>
    onMapping(
      mapping.map((each, at) => {
        if (at === place) return { ...each, ...more };
        // A field is filled by one column: the one chosen last.
        return more.field != null && each.field === more.field ? { ...each, field: null } : each;
      }),
    );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="import-columns" tabIndex={0} aria-label={text('studio.import.columns', 'Columns and fields')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('studio.import.column', 'Column')}</th>
              <th scope="col">{text('studio.import.field', 'Field')}</th>
              <th scope="col">{text('studio.import.written', 'As it is written')}</th>
              <th scope="col">{text('studio.import.example', 'For example')}</th>
            </tr>
          </thead>
          <tbody>
            {findings.columns.map((column, place) => {
              const each = mapping[place];
              if (each === undefined) return null;
              const field = fields.find(({ key }) => key === each.field);
              return (
                <tr key={column} data-left={field === undefined || undefined}>
                  <th scope="row">
                    <bdi>{column}</bdi>
                  </th>
                  <td>
                    <select
                      aria-label={text('studio.import.fieldOf', 'Field for {column}', { column })}
                      value={each.field ?? ''}
                      onChange={(event) => {
                        const chosen = fields.find(({ key }) => key === event.currentTarget.value);
                        change(place, {
                          field: chosen?.key ?? null,
                          lookup: chosen === undefined ? null : (lookupsOf(chosen)[0]?.key ?? null),
                        });
                      }}
                    >
                      <option value="">{text('studio.import.leaveOut', '– leave out –')}</option>
                      {fields.map(({ key, label, required }) => (
                        <option key={key} value={key}>
                          {required ? `${label} *` : label}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    {field === undefined ? null : (
                      <WrittenForm
                        column={column}
                        type={field.type}
                        {...each}
                        lookups={lookupsOf(field)}
                        onChange={(more) => change(place, more)}
                      />
                    )}
                  </td>
                  <td>
                    <Examples findings={findings} place={place} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {missing.length === 0 ? null : (
        <p className="studio-warning">
          {text('studio.import.missing', 'No column fills {fields}, and a record needs it.', {
            fields: missing.map(({ label }) => label).join(', '),
          })}
        </p>
      )}
    </>
  );
}

const shown = 3;

/** Some values of a column. */
export function Examples({ findings, place }: { readonly findings: FileFindings; readonly place: number }) {
  const values = [...new Set(findings.sample.flatMap(({ values }) => (values[place]?.trim() ? [values[place].trim().slice(0, 60)] : [])))];
  return <bdi className="import-examples">{values.slice(0, shown).join(' · ')}</bdi>;
}
