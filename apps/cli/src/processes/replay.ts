import { type InstanceSummary, listInstances, readHistory } from '@plinth/api-contract';
import { replayProcess } from '@plinth/processes';
import type { RecordedEntry, ReplayDifference, Replayed } from '@plinth/workflow-engine';
import { readApplication } from '../application-folder.ts';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { columns } from '../terminal.ts';

const usual = 50;
/** What one page of instances may have. */
const largest = 200;
/** Entries of one history that are done again at most. */
const mostEntries = 10_000;

/** What instances that ran in an environment would come to by the process as the files have it; nothing is changed anywhere. */
export async function replay(session: Session, process: string): Promise<void> {
  const most = Number(textOption(session, 'most') ?? usual);
  if (!Number.isInteger(most) || most < 1 || most > largest)
    throw cliErrors.usage({ problem: `--most is a number from 1 to ${largest}.`, command: 'process' });
  const { key: application, definition } = await readApplication(session.folder);
  const again = replayProcess(definition, process);
  const [client, { tenant }] = [await session.client(), await session.connection()];
  const place = { tenant, application, environment: textOption(session, 'environment') ?? 'development' };
  const { items } = await client.call(listInstances, place, { process, limit: most });
  const replayed: ReturnType<typeof told>[] = [];
  for (const instance of items) {
    if (instance.status === 'new') continue;
    const { entries } = await readHistory(client, place, instance.id, { most: mostEntries, signal: session.signal });
    replayed.push(told(instance, again(entries as unknown as readonly RecordedEntry[])));
  }
  session.terminal.result(replayed, () => {
    const rows = replayed.map(({ instance, key, verdict, differences }) => [
      ...[instance, key ?? '', verdict],
      differences.map(wordsOf).join('; '),
    ]);
    session.terminal.out(columns(['instance', 'key', 'replayed', 'what goes otherwise'], rows));
  });
}

function told({ id, key, version }: InstanceSummary, { verdict, entries, differences }: Replayed) {
  return { instance: id, key, version, verdict, entries, differences };
}

function wordsOf({ number, element, kind, detail }: ReplayDifference): string {
  return [`${number}: ${kind}`, element, detail === '' ? '' : `(${detail})`].filter((part) => part !== '').join(' ');
}
