import { artefactOf, type Definition, type DefinitionRecord, type MergeConflict, recordTitle } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { inWords } from '../changes/changed-artefacts.ts';
import { propertyWords, ValueText } from '../changes/property-table.tsx';

export type Side = 'ours' | 'theirs';

interface ConflictListProps {
  readonly conflicts: readonly MergeConflict[];
  readonly chosen: ReadonlyMap<string, Side>;
  readonly from: string;
  readonly into: string;
  /** Where the records of the conflicts are found, or were. */
  readonly definition: Definition;
  readonly before: Definition;
  onChoose(place: string, side: Side): void;
}

/** What a conflict is known by. */
export function placeOfConflict({ record, path }: Pick<MergeConflict, 'record' | 'path'>): string {
  return JSON.stringify([record, ...path]);
}

/** Where two branches disagree: what was there before, what each has, and the choice. */
export function ConflictList({ conflicts, chosen, from, into, definition, before, onChoose }: ConflictListProps) {
  const text = useText();
  const all = (side: Side) => {
    for (const conflict of conflicts) onChoose(placeOfConflict(conflict), side);
  };
  return (
    <section aria-label={text('studio.conflicts', 'Conflicts')}>
      <h3 className="lifecycle-title">
        {text('studio.conflictCount', '{count, plural, one {# conflict} other {# conflicts}}', { count: conflicts.length })}
        <span className="studio-grow" />
        {conflicts.length < 2 ? null : (
          <>
            <button type="button" className="studio-link" onClick={() => all('ours')}>
              {text('studio.allOurs', 'All as on {into}', { into })}
            </button>
            <button type="button" className="studio-link" onClick={() => all('theirs')}>
              {text('studio.allTheirs', 'All as on {from}', { from })}
            </button>
          </>
        )}
      </h3>
      <ul className="lifecycle-conflicts">
        {conflicts.map((conflict) => {
          const place = placeOfConflict(conflict);
          const record = recordOf(conflict, definition, before);
          const artefact = record === null ? null : artefactOf(definition, record);
          const title = record === null ? conflict.record : recordTitle(record);
          return (
            <li key={place}>
              <fieldset>
                <legend>
                  <bdi>{title}</bdi>
                  {artefact === null || artefact === record ? null : <small>{recordTitle(artefact)}</small>}
                  {conflict.path.length === 0 ? null : <bdi>{propertyWords(conflict.path)}</bdi>}
                </legend>
                <p>{reasonOf(conflict, text)}</p>
                <div className="lifecycle-sides">
                  <div>
                    <strong>{text('studio.before', 'Before')}</strong>
                    <SideValue value={conflict.base} />
                  </div>
                  {(['ours', 'theirs'] as const).map((side) => (
                    <label key={side} data-chosen={chosen.get(place) === side || undefined}>
                      <strong>
                        <input type="radio" name={place} checked={chosen.get(place) === side} onChange={() => onChoose(place, side)} />
                        {text('studio.onBranch', 'On {branch}', { branch: side === 'ours' ? into : from })}
                      </strong>
                      <SideValue value={conflict[side]} />
                    </label>
                  ))}
                </div>
              </fieldset>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function recordOf({ record, base, ours, theirs }: MergeConflict, ...definitions: readonly Definition[]): DefinitionRecord | null {
  for (const definition of definitions) {
    const found = definition.records.get(record);
    if (found !== undefined) return found;
  }
  // It is in neither, so the conflict is about all of it and has it.
  return (ours ?? theirs ?? base ?? null) as DefinitionRecord | null;
}

function reasonOf({ kind, message }: MergeConflict, text: ReturnType<typeof useText>): string {
  if (kind === 'both-changed') return text('studio.bothChanged', 'Both branches changed it.');
  if (kind === 'changed-and-removed') return text('studio.changedAndRemoved', 'One branch removed what the other changed.');
  if (kind === 'both-added') return text('studio.bothAdded', 'Both branches added it, differently.');
  return text('studio.structureConflict', 'It does not fit the other branch: {message}.', { message });
}

function SideValue({ value }: { readonly value: unknown }) {
  return <ValueText value={inWords(value)} />;
}
