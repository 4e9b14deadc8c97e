import { Button } from '@mantine/core';
import { type CallTarget, planRelease, publish } from '@plinth/api-contract';
import { rolesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useDefinition, useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import type { FieldProposal } from './field-proposal.ts';
import type { ImportFileReader } from './file-reader.ts';
import type { FileFindings } from './import-file.ts';
import { type ImportPlan, planOfProposals } from './import-plan.ts';
import { ImportRun } from './import-run.tsx';
import { type EntityName, newEntity, openRoles } from './new-entity.ts';

interface NewEntityRunProps {
  readonly file: string;
  readonly findings: FileFindings;
  readonly reader: ImportFileReader;
  readonly place: Required<CallTarget>;
  readonly name: EntityName;
  readonly proposals: readonly FieldProposal[];
  onOther(): void;
}

/** What has become of the entity: it is part of the application from `made` on, and has a table from `published` on. */
type Stage =
  | { readonly name: 'proposed' }
  | {
      readonly name: 'made' | 'publishing' | 'published';
      readonly entityId: string;
      readonly plan: ImportPlan;
      readonly matchBy: string | null;
    };

/** Makes the entity, publishes the application, and goes on with the import. */
export function NewEntityRun({ file, findings, reader, place, name, proposals, onOther }: NewEntityRunProps) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const roles = rolesOf(definition);
  const [holders, setHolders] = useState<ReadonlySet<string>>(() => new Set(openRoles(definition)));
  const [stage, setStage] = useState<Stage>({ name: 'proposed' });
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const taken = proposals.filter((field) => field.taken);
  const release = async (made: Pick<Extract<Stage, { readonly plan: ImportPlan }>, 'entityId' | 'plan' | 'matchBy'>) => {
    setStage({ ...made, name: 'publishing' });
    setFailure(null);
    try {
      await work.session.store.flush();
      const { plan } = await work.client.call(planRelease, place, { branch: work.branch });
      const { release: published } = await publish(work.client, place, { branch: work.branch, plan });
      work.release.value = published;
      setStage({ ...made, name: 'published' });
    } catch (thrown) {
      setFailure(asPlinthError(thrown));
      setStage({ ...made, name: 'made' });
    }
  };
  const make = () => {
    const componentIds = new Set(work.components.map(({ id }) => id));
    const made = newEntity(work.session.store.definition, name, proposals, [...holders], { componentIds });
    const entity = made.entities[0];
    if (made.body === null || entity === undefined || made.refused.length > 0) {
      const [first] = made.refused;
      work.say({
        message: text('studio.import.unfit', 'This does not fit the application.'),
        hint: first === undefined ? undefined : `${first.record}: ${first.reason}`,
        tone: 'bad',
      });
      return;
    }
    if (work.act(made.body, `Make ${name.labelPlural} of ${file}`.slice(0, 200))) {
      const matchBy = taken.find(({ unique }) => unique)?.key ?? null;
      void release({ entityId: entity.id, plan: planOfProposals(made.key, proposals), matchBy });
    }
  };
  const present = stage.name === 'proposed' ? null : definition.records.get(stage.entityId);
  if (stage.name === 'published' && present !== undefined) {
    const { plan, matchBy } = stage;
    return <ImportRun {...{ file, findings, reader, place, onOther, plan, matchBy }} checkAtOnce />;
  }
  // Undone in the meantime: it may be made again.
  const gone = present === undefined;
  const busy = stage.name === 'publishing';
  return (
    <section className="import-card">
      {roles.length === 0 ? null : (
        <fieldset className="import-roles">
          <legend>{text('studio.import.holders', 'Who works with the records')}</legend>
          {roles.map(({ id, label }) => (
            <label key={id} className="import-tick">
              <input
                type="checkbox"
                checked={holders.has(id)}
                onChange={() => setHolders((now) => new Set(now.has(id) ? [...now].filter((each) => each !== id) : [...now, id]))}
              />
              <bdi>{label}</bdi>
            </label>
          ))}
        </fieldset>
      )}
      <p className="studio-quiet">
        {text(
          'studio.import.makeHelp',
          'The entity with a list, a page for one record and forms becomes part of the application, and the application as it is now is published to {environment}. Then all rows are checked before any is kept.',
          { environment: work.environment },
        )}
      </p>
      {failure === null ? null : (
        <div role="alert" className="studio-failure">
          <strong>{failure.message}</strong> {failure.hint}
          <ul>
            {failure.details.violations?.slice(0, 10).map(({ path, message }) => (
              <li key={path + message}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="studio-buttons">
        {stage.name === 'made' && !gone ? (
          <Button onClick={() => void release(stage)}>{text('studio.import.publishAgain', 'Publish again')}</Button>
        ) : (
          <Button loading={busy} disabled={taken.length === 0 || name.label.trim() === '' || name.labelPlural.trim() === ''} onClick={make}>
            {text('studio.import.make', 'Make {entities} and check', { entities: name.labelPlural })}
          </Button>
        )}
      </div>
    </section>
  );
}
