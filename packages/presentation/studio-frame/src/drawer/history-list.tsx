import { type BranchHistoryEntry, listBranchHistory } from '@plinth/api-contract';
import { useFormat, useLanguage, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';
import { stepWords } from '../work/step-words.ts';
import { useStepWords } from '../work/use-step-words.ts';
import { useWork } from '../work/use-work.ts';

const shown = 50;
const nothing: readonly BranchHistoryEntry[] = [];

/** What was done last, the latest first. */
export function HistoryList() {
  const text = useText();
  const format = useFormat();
  const language = useLanguage();
  const { session, client, tenant, application, branch, member, tools, openTool } = useWork();
  useSignalValue(session.revision);
  const { position, pending } = session.store.replica;
  const load = useCallback(
    async (signal: AbortSignal) => ({
      position,
      ...(await client.call(listBranchHistory, { tenant, application }, { branch, limit: shown }, { signal })),
    }),
    [client, tenant, application, branch, position],
  );
  const [loaded, again] = useLoaded(load);
  const entries = loaded.state === 'ready' ? loaded.value.items : nothing;
  const wordsOf = useStepWords(entries);
  if (loaded.state === 'failed') {
    return (
      <p className="studio-none">
        {loaded.error.message}{' '}
        <button type="button" className="studio-link" onClick={again}>
          {text('page.retry', 'Try again')}
        </button>
      </p>
    );
  }
  const whole = tools.some(({ key }) => key === 'history');
  return (
    <ol className="studio-history" aria-busy={loaded.state === 'loading' || undefined}>
      {pending.toReversed().map((action) => (
        <li key={action.id}>
          <strong>{text('studio.you', 'You')}</strong>
          <bdi>{stepWords(language, session.store.definition, { intent: action.intent, body: action, isInverse: false })}</bdi>
          <small>{text('studio.waits', 'not sent yet')}</small>
        </li>
      ))}
      {entries.map((entry) => {
        const { action, position: at, actor, actorName, at: time } = entry;
        return (
          <li key={action}>
            <strong>{actor === member.id ? text('studio.you', 'You') : actorName || text('studio.somebody', 'Another member')}</strong>
            <bdi>{wordsOf(entry)}</bdi>
            <small title={format.dateTime(time)}>{format.relative(time)}</small>
            {whole ? (
              <button type="button" className="studio-link" onClick={() => openTool('history', String(at))}>
                {text('studio.step', 'step {at}', { at: format.number(at) })}
              </button>
            ) : (
              <small>{text('studio.step', 'step {at}', { at: format.number(at) })}</small>
            )}
          </li>
        );
      })}
      {loaded.state === 'ready' && entries.length + pending.length === 0 ? (
        <li className="studio-none">{text('studio.noHistory', 'Nothing was changed yet.')}</li>
      ) : null}
    </ol>
  );
}
