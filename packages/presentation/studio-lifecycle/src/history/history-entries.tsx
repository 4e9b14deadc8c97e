import { type BranchHistoryEntry, listBranchHistory } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { PanelSection, useStepWords, useWork } from '@plinth/studio-frame';
import { useEffect, useState } from 'react';

const pageSize = 50;

/** The log of the branch, the latest first, further back on demand. */
export function HistoryEntries({ chosen }: { readonly chosen: number | null }) {
  const text = useText();
  const format = useFormat();
  const { client, tenant, application, branch, member, session, openTool } = useWork();
  useSignalValue(session.revision);
  const { position } = session.store.replica;
  const [older, setOlder] = useState<readonly BranchHistoryEntry[]>([]);
  const [latest, setLatest] = useState<readonly BranchHistoryEntry[]>([]);
  const [next, setNext] = useState<number | null>(null);
  const [error, setError] = useState<PlinthError | null>(null);
  const [busy, setBusy] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the log has grown
  useEffect(() => {
    const controller = new AbortController();
    const read = client.call(listBranchHistory, { tenant, application }, { branch, limit: pageSize }, { signal: controller.signal });
    read.then(
      (page) => {
        setLatest(page.items);
        setNext((before) => before ?? page.next);
        setError(null);
        setBusy(false);
      },
      (thrown: unknown) => {
        if (controller.signal.aborted) return;
        setError(asPlinthError(thrown));
        setBusy(false);
      },
    );
    return () => controller.abort();
  }, [client, tenant, application, branch, position]);
  const first = latest.at(-1)?.position ?? 0;
  const entries = [...latest, ...older.filter((entry) => entry.position < first)];
  const wordsOf = useStepWords(entries);
  const more = async () => {
    const from = entries.at(-1)?.position ?? 1;
    setBusy(true);
    try {
      const page = await client.call(listBranchHistory, { tenant, application }, { branch, before: from, limit: pageSize });
      setOlder([...older, ...latest.filter((entry) => older.every((other) => other.position !== entry.position)), ...page.items]);
      setNext(page.next);
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  const end = (entries.at(-1)?.position ?? 1) <= 1;
  return (
    <PanelSection name="history" title={text('studio.history', 'History')} grow>
      <ol className="lifecycle-entries" aria-busy={busy || undefined}>
        {entries.map((entry) => {
          const { position: at, actor, actorName, at: time, undoes } = entry;
          return (
            <li key={at}>
              <button type="button" aria-current={at === chosen ? 'step' : undefined} onClick={() => openTool('history', String(at))}>
                <bdi>{wordsOf(entry) || text('studio.unnamedStep', 'A change')}</bdi>
                <small>
                  {actor === member.id ? text('studio.you', 'You') : actorName || text('studio.somebody', 'Another member')}
                  {' · '}
                  <time dateTime={time} title={format.dateTime(time)}>
                    {format.relative(time)}
                  </time>
                  {undoes === null ? null : ` · ${text('studio.isUndo', 'undo')}`}
                </small>
              </button>
            </li>
          );
        })}
      </ol>
      {error === null ? null : <p className="studio-none">{`${error.message} ${error.hint}`}</p>}
      {entries.length === 0 && !busy ? <p className="studio-none">{text('studio.noHistory', 'Nothing was changed yet.')}</p> : null}
      {next !== null && !end ? (
        <button type="button" className="studio-link lifecycle-more" disabled={busy} onClick={() => void more()}>
          {text('studio.olderSteps', 'Older steps')}
        </button>
      ) : null}
    </PanelSection>
  );
}
