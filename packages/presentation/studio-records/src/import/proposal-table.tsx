import { entitiesOf, fieldsOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { typeNames } from '@plinth/studio-data';
import { useDefinition } from '@plinth/studio-frame';
import { type FieldProposal, proposedTypes } from './field-proposal.ts';
import type { FileFindings } from './import-file.ts';
import { Examples } from './mapping-table.tsx';
import { targetOf } from './new-entity.ts';
import { WrittenForm } from './written-form.tsx';

interface ProposalTableProps {
  readonly findings: FileFindings;
  readonly proposals: readonly FieldProposal[];
  onProposals(proposals: readonly FieldProposal[]): void;
}

/** The fields that a new entity gets, one for each column that is taken. */
export function ProposalTable({ findings, proposals, onProposals }: ProposalTableProps) {
  const text = useText();
  const definition = useDefinition();
  const names = typeNames(text);
  const change = (place: number, more: Partial<FieldProposal>) =>
    onProposals(proposals.map((each) => (each.place === place ? { ...each, ...more } : each)));
  const targets = entitiesOf(definition);
  const lookupsOf = (field: FieldProposal) => {
    const target = targets.find(({ key }) => key === targetOf(field));
    return target === undefined ? [] : fieldsOf(definition, target.id).filter(({ unique }) => unique);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className="import-columns" tabIndex={0} aria-label={text('studio.import.fields', 'Fields of the new entity')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('studio.import.column', 'Column')}</th>
            <th scope="col">{text('studio.import.fieldLabel', 'Field')}</th>
            <th scope="col">{text('studio.import.type', 'Type')}</th>
            <th scope="col">{text('studio.import.required', 'Required')}</th>
            <th scope="col">{text('studio.import.unique', 'Unique')}</th>
            <th scope="col">{text('studio.import.written', 'As it is written')}</th>
            <th scope="col">{text('studio.import.example', 'For example')}</th>
          </tr>
        </thead>
        <tbody>
          {proposals.map((field) => {
            const { place, taken, label, type, required, unique } = field;
            const column = findings.columns[place] ?? '';
            return (
              <tr key={column} data-left={!taken || undefined}>
                <th scope="row">
                  <label className="import-tick">
                    <input
                      type="checkbox"
                      aria-label={text('studio.import.takeColumn', 'Take {column}', { column })}
                      checked={taken}
                      onChange={() => change(place, { taken: !taken })}
                    />
                    <bdi>{column}</bdi>
                  </label>
                </th>
                <td>
                  <input
                    aria-label={text('studio.import.labelOf', 'Name of the field for {column}', { column })}
                    maxLength={120}
                    disabled={!taken}
                    value={label}
                    onChange={(event) => change(place, { label: event.currentTarget.value })}
                  />
                </td>
                <td>
                  <select
                    aria-label={text('studio.import.typeOf', 'Type of {column}', { column })}
                    disabled={!taken}
                    value={type}
                    onChange={(event) => {
                      const next = { ...field, type: event.currentTarget.value };
                      const values =
                        next.type === 'choice' ? (findings.found[place]?.values ?? []).map(({ value }) => value.slice(0, 100)) : [];
                      change(place, { type: next.type, values, lookup: lookupsOf(next)[0]?.key ?? null });
                    }}
                  >
                    {proposedTypes
                      .filter((each) => each !== 'choice' || (findings.found[place]?.values ?? null) !== null)
                      .map((each) => (
                        <option key={each} value={each}>
                          {names[each]}
                        </option>
                      ))}
                    {targets.map(({ key, label: target }) => (
                      <option key={key} value={`reference:${key}`}>
                        {text('studio.import.refersTo', 'Refers to: {entity}', { entity: target })}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={text('studio.import.requiredOf', '{column} is required', { column })}
                    disabled={!taken}
                    checked={required}
                    onChange={() => change(place, { required: !required })}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={text('studio.import.uniqueOf', '{column} is unique', { column })}
                    disabled={!taken}
                    checked={unique}
                    onChange={() => change(place, { unique: !unique })}
                  />
                </td>
                <td>
                  {taken ? (
                    <WrittenForm
                      column={column}
                      type={targetOf(field) === null ? type : 'reference'}
                      decimalSign={field.decimalSign}
                      dateOrder={field.dateOrder}
                      lookup={field.lookup}
                      lookups={lookupsOf(field)}
                      onChange={(more) => change(place, more)}
                    />
                  ) : null}
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
  );
}
