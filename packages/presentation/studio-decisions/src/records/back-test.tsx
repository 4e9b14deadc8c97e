import { type DecisionRunOperation, followLongOperation, resultOf, startDecisionRun } from '@plinth/api-contract';
import { decisionsOf, entitiesOf, type RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { contextType } from '@plinth/expression';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { ExpressionInput } from '@plinth/studio-expressions';
import { StateMessage, useDefinition } from '@plinth/studio-frame';
import { useEffect, useRef, useState } from 'react';
import { useDecisionWork } from '../decision-work.ts';
import { Setting } from '../properties/setting.tsx';
import { ConfusionTable } from './confusion-table.tsx';

type RunResult = NonNullable<DecisionRunOperation['result']>;
type Stage =
  | { readonly name: 'ready' }
  | { readonly name: 'running'; readonly done: number; readonly total: number | null }
  | { readonly name: 'done'; readonly result: RunResult }
  | { readonly name: 'failed'; readonly error: PlinthError };

const anything = contextType({}, { open: true });

/** The decision asked about the records of the environment, beside another version or what became of them. */
export function BackTest({ record }: { readonly record: RecordOf<'decision'> }) {
  const text = useText();
  const decision = useDecisionWork();
  const definition = useDefinition();
  const { work } = decision;
  const release = useSignalValue(work.release);
  const [given, setGiven] = useState('result');
  const [against, setAgainst] = useState('');
  const [expected, setExpected] = useState('');
  const [filter, setFilter] = useState('');
  const [stage, setStage] = useState<Stage>({ name: 'ready' });
  const stopped = useRef<AbortController | null>(null);
  useEffect(() => () => stopped.current?.abort(), []);
  const entity = entitiesOf(definition).find(({ id }) => id === record.entity);
  if (record.entity === undefined)
    return (
      <StateMessage icon="database" title={text('studio.noRecordsAbout', 'It is not about records yet')}>
        {text('studio.noRecordsHelp', 'Say in its properties which entity it is about, and what its inputs are for such a record.')}
      </StateMessage>
    );
  if (release === null)
    return (
      <StateMessage icon="rocket" title={text('studio.notPublished', 'Nothing is published here yet')}>
        {text('studio.notPublishedHelp', 'Records are asked about with the decision as it was published. Publish the application first.')}
      </StateMessage>
    );
  const others = decisionsOf(definition).filter(({ id }) => id !== record.id);
  const begin = async () => {
    const { client, tenant, environment, application } = work;
    const place = { tenant, environment, application };
    const control = new AbortController();
    stopped.current = control;
    setStage({ name: 'running', done: 0, total: null });
    const other = others.find(({ id }) => id === against)?.key;
    const compare = other !== undefined ? { given, version: other } : expected.trim() === '' ? undefined : { given, expected };
    try {
      const begun = await client.call(startDecisionRun, place, {
        decision: record.key,
        ...(filter.trim() === '' ? {} : { filter }),
        ...(compare === undefined ? {} : { compare }),
      });
      const ended = await followLongOperation(client, place, begun, {
        signal: control.signal,
        glance: 1,
        onLook: ({ progress }) => setStage({ name: 'running', done: progress.done, total: progress.total }),
      });
      setStage({ name: 'done', result: resultOf(ended) });
    } catch (thrown) {
      if (!control.signal.aborted) setStage({ name: 'failed', error: asPlinthError(thrown) });
    }
  };
  return (
    <div className="decision-scroll decision-back-test">
      <p>
        {text('studio.backTestHelp', 'Asks version {version} as published in {environment} about every {entity}, as you may see them.', {
          version: release.version,
          environment: work.environment,
          entity: entity?.label ?? '',
        })}
      </p>
      <div className="decision-element">
        <Setting label={text('studio.compareWith', 'Compare with')}>
          {(id) => (
            <select id={id} value={against} onChange={(event) => setAgainst(event.currentTarget.value)}>
              <option value="">{text('studio.whatBecame', 'what became of the record')}</option>
              {others.map(({ id: other, label }) => (
                <option key={other} value={other}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Setting>
        <Setting label={text('studio.comparedResult', 'What of the result is compared')}>
          {(id) => <ExpressionInput id={id} text={given} kind="expression" scope={anything} expects="any" onKeep={setGiven} />}
        </Setting>
        {against !== '' ? null : (
          <Setting label={text('studio.comparedRecord', 'With what of the record')}>
            {(id) => <ExpressionInput id={id} text={expected} kind="expression" scope={anything} expects="any" onKeep={setExpected} />}
          </Setting>
        )}
        <Setting label={text('studio.onlyRecords', 'Only records for which')}>
          {(id) => <ExpressionInput id={id} text={filter} kind="expression" scope={anything} expects="any" onKeep={setFilter} />}
        </Setting>
      </div>
      <button type="button" className="studio-act" data-primary="" disabled={stage.name === 'running'} onClick={() => void begin()}>
        {text('studio.askRecords', 'Ask about the records')}
      </button>
      {stage.name === 'running' ? (
        <p role="status">
          {stage.total === null
            ? text('studio.asking', 'Asking …')
            : text('studio.askingOf', '{done} of {total} records', { done: stage.done, total: stage.total })}
        </p>
      ) : stage.name === 'failed' ? (
        <p role="alert">
          {stage.error.message} {stage.error.hint}
        </p>
      ) : stage.name === 'done' ? (
        <>
          <p role="status">
            {text('studio.asked', '{records} records were asked about, {failed} without an answer.', {
              records: stage.result.records,
              failed: stage.result.failed,
            })}
          </p>
          <ConfusionTable cells={stage.result.confusion} />
        </>
      ) : null}
    </div>
  );
}
