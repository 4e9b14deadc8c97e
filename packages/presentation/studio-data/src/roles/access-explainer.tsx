import { type AccessExplanation, explainAccess, listRecords, type RecordOutput } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { ExplanationView } from './explanation-view.tsx';

interface AccessExplainerProps {
  readonly entities: readonly RecordOf<'entity'>[];
  /** Id of a member; otherwise the roles count. */
  readonly member: string | undefined;
  readonly roles: readonly string[];
}

type Answer =
  | { readonly state: 'none' }
  | { readonly state: 'asking' }
  | { readonly state: 'told'; readonly explanation: AccessExplanation }
  | { readonly state: 'failed'; readonly error: PlinthError };

/** Why somebody may do what with one record, as the published application answers it. */
export function AccessExplainer({ entities, member, roles }: AccessExplainerProps) {
  const text = useText();
  const [key, setKey] = useState('');
  return (
    <section className="data-explainer">
      <h2>{text('studio.explainTitle', 'Why, for one record')}</h2>
      <p className="data-quiet">
        {text(
          'studio.explainHelp',
          'The published application answers by its rules. You can ask about records that you may read yourself.',
        )}
      </p>
      <select
        aria-label={text('studio.explainEntity', 'Entity of the record')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      >
        <option value="">{text('studio.chooseEntity', 'Choose an entity …')}</option>
        {entities.map((entity) => (
          <option key={entity.id} value={entity.key}>
            {entity.label.trim() === '' ? entity.key : entity.label}
          </option>
        ))}
      </select>
      {key === '' ? null : <RecordChoice key={key} entity={key} member={member} roles={roles} />}
    </section>
  );
}

interface RecordChoiceProps extends Omit<AccessExplainerProps, 'entities'> {
  readonly entity: string;
}

function RecordChoice({ entity, member, roles }: RecordChoiceProps) {
  const text = useText();
  const { client, tenant, environment, application } = useWork();
  const [answer, setAnswer] = useState<Answer>({ state: 'none' });
  const [chosen, setChosen] = useState('');
  const load = useCallback(
    (signal: AbortSignal) => client.call(listRecords, { tenant, environment, application }, { entity, limit: 50 }, { signal }),
    [client, tenant, environment, application, entity],
  );
  const [records] = useLoaded(load);
  const ask = async (id: string) => {
    setChosen(id);
    if (id === '') return setAnswer({ state: 'none' });
    setAnswer({ state: 'asking' });
    const whose = member === undefined ? { roles: roles.join(',') } : { member };
    try {
      const explanation = await client.call(explainAccess, { tenant, environment, application }, { entity, id, ...whose });
      setAnswer({ state: 'told', explanation });
    } catch (thrown) {
      setAnswer({ state: 'failed', error: asPlinthError(thrown) });
    }
  };
  if (records.state === 'loading') return <p className="data-quiet">{text('studio.loadingRecords', 'Looking for records …')}</p>;
  if (records.state === 'failed') {
    return (
      <p className="data-note" data-tone="warn">
        {records.error.message} {records.error.hint}
      </p>
    );
  }
  const titleOf = (record: RecordOutput) => record.title ?? record.id;
  return (
    <>
      <select aria-label={text('studio.explainRecord', 'Record')} value={chosen} onChange={(event) => void ask(event.currentTarget.value)}>
        <option value="">
          {records.value.items.length === 0
            ? text('studio.noRecords', 'There is no record yet')
            : text('studio.chooseRecord', 'Choose a record …')}
        </option>
        {records.value.items.map((record) => (
          <option key={record.id} value={record.id}>
            {titleOf(record)}
          </option>
        ))}
      </select>
      <button type="button" className="studio-act" disabled={chosen === '' || answer.state === 'asking'} onClick={() => void ask(chosen)}>
        {text('studio.askAgain', 'Ask again')}
      </button>
      {answer.state === 'told' ? <ExplanationView explanation={answer.explanation} /> : null}
      {answer.state === 'failed' ? (
        <p className="data-note" data-tone="bad" role="alert">
          {answer.error.message} {answer.error.hint}
        </p>
      ) : null}
    </>
  );
}
