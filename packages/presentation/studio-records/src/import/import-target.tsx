import { NativeSelect, TextInput } from '@mantine/core';
import type { CallTarget, ShellEntity, ShellField } from '@plinth/api-contract';
import { entityByKey, fieldsOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useDefinition } from '@plinth/studio-frame';
import { useState } from 'react';
import { proposeFields } from './field-proposal.ts';
import type { ImportFileReader } from './file-reader.ts';
import type { FileFindings } from './import-file.ts';
import { mapByName, planOfMapping } from './import-plan.ts';
import { ImportRun } from './import-run.tsx';
import type { WithheldTarget } from './import-targets.ts';
import { MappingTable } from './mapping-table.tsx';
import { nameFromFile } from './new-entity.ts';
import { NewEntityRun } from './new-entity-run.tsx';
import { ProposalTable } from './proposal-table.tsx';

interface ImportTargetProps {
  readonly file: string;
  readonly findings: FileFindings;
  readonly reader: ImportFileReader;
  /** Entities into which the person may import. */
  readonly entities: readonly ShellEntity[];
  /** Those into which nothing can be imported here. */
  readonly withheld: readonly WithheldTarget[];
  /** Key of the entity that the address names. */
  readonly wanted: string | null;
  readonly place: Required<CallTarget>;
  onOther(): void;
}

/** Where a file goes: into an entity that there is, column by column, or into a new one. */
export function ImportTarget({ file, findings, reader, entities, withheld, wanted, place, onOther }: ImportTargetProps) {
  const text = useText();
  const definition = useDefinition();
  const missing = withheld.find(({ key }) => key === wanted);
  const [chosen, setChosen] = useState<string | null>(() => entities.find(({ key }) => key === wanted)?.key ?? null);
  const entity = entities.find(({ key }) => key === chosen) ?? null;
  /** Fields by which a reference may be found: the unique ones of its target. */
  const lookupsOf = (field: ShellField) => {
    const target = field.target === undefined ? null : entityByKey(definition, field.target);
    return target === null ? [] : fieldsOf(definition, target.id).filter(({ unique }) => unique);
  };
  const mapped = (of: ShellEntity | null) =>
    of === null ? [] : mapByName(findings.columns, findings.found, of, (field) => lookupsOf(field)[0]?.key ?? null);
  const [mapping, setMapping] = useState(() => mapped(entity));
  const [proposals, setProposals] = useState(() => proposeFields(findings.columns, findings.found));
  const [name, setName] = useState(() => nameFromFile(file));
  const [matchBy, setMatchBy] = useState<string | null>(null);
  const ofEntity = entity === null ? null : entityByKey(definition, entity.key);
  const uniqueKeys = new Set(
    ofEntity === null ? [] : fieldsOf(definition, ofEntity.id).flatMap(({ key, unique }) => (unique ? [key] : [])),
  );
  const keys = entity === null ? [] : entity.fields.filter(({ key }) => uniqueKeys.has(key) && mapping.some(({ field }) => field === key));
  const match = keys.some(({ key }) => key === matchBy) ? matchBy : null;
  return (
    <>
      <section className="import-card" aria-label={text('studio.import.target', 'Where it goes')}>
        <NativeSelect
          label={text('studio.import.into', 'Becomes records of')}
          value={chosen ?? ''}
          onChange={(event) => {
            const key = event.currentTarget.value === '' ? null : event.currentTarget.value;
            setChosen(key);
            setMatchBy(null);
            setMapping(mapped(entities.find((each) => each.key === key) ?? null));
          }}
          data={[
            { value: '', label: text('studio.import.newEntity', 'A new entity, with its pages') },
            ...entities.map(({ key, labelPlural }) => ({ value: key, label: labelPlural })),
            ...withheld.map(({ key, label, why }) => ({
              value: key,
              disabled: true,
              label:
                why === 'denied'
                  ? text('studio.import.denied', '{entities}: your roles may not import', { entities: label })
                  : text('studio.import.absent', '{entities}: not published here, or not for you', { entities: label }),
            })),
          ]}
        />
        {missing === undefined || entity !== null ? null : (
          <p className="studio-quiet" role="status">
            {missing.why === 'denied'
              ? text(
                  'studio.import.deniedHelp',
                  'None of your roles imports {entities} in {environment}. Grant it to one of them, and publish.',
                  {
                    entities: missing.label,
                    environment: place.environment,
                  },
                )
              : text(
                  'studio.import.absentHelp',
                  '{entities} cannot be filled in {environment} yet: publish the application, with a role of yours that imports them.',
                  { entities: missing.label, environment: place.environment },
                )}
          </p>
        )}
        {entity === null ? (
          <>
            <div className="sources-pair" data-even="">
              <TextInput
                label={text('studio.import.one', 'One of them is called')}
                maxLength={60}
                value={name.label}
                onChange={(event) => setName({ ...name, label: event.currentTarget.value })}
              />
              <TextInput
                label={text('studio.import.many', 'Several are called')}
                maxLength={60}
                value={name.labelPlural}
                onChange={(event) => setName({ ...name, labelPlural: event.currentTarget.value })}
              />
            </div>
            <ProposalTable findings={findings} proposals={proposals} onProposals={setProposals} />
          </>
        ) : (
          <>
            <MappingTable findings={findings} entity={entity} mapping={mapping} lookupsOf={lookupsOf} onMapping={setMapping} />
            <NativeSelect
              label={text('studio.import.matchBy', 'A row whose record is there already')}
              value={match ?? ''}
              onChange={(event) => setMatchBy(event.currentTarget.value === '' ? null : event.currentTarget.value)}
              data={[
                { value: '', label: text('studio.import.always', 'There is none: every row is a new record') },
                ...keys.map(({ key, label }) => ({
                  value: key,
                  label: text('studio.import.updates', 'updates the record with the same {field}', { field: label }),
                })),
              ]}
            />
          </>
        )}
      </section>
      {entity === null ? (
        <NewEntityRun key="new" {...{ file, findings, reader, place, name, proposals, onOther }} />
      ) : (
        <ImportRun
          key={JSON.stringify([chosen, mapping, match])}
          {...{ file, findings, reader, place, onOther }}
          plan={planOfMapping(entity, mapping)}
          matchBy={match}
        />
      )}
    </>
  );
}
