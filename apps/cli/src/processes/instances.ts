import { cancelInstance, explainInstance, type InstanceSummary, listInstances, startProcess } from '@plinth/api-contract';
import { toStored } from '@plinth/workflow-engine';
import { readApplication } from '../application-folder.ts';
import { type Session, textOption } from '../command.ts';
import { givenContext } from '../evaluation/evaluation-options.ts';
import { contextIn } from '../evaluation/read-context.ts';
import { columns } from '../terminal.ts';

/** The application of the folder, as it runs in an environment of the connected platform. */
async function placeOf(session: Session) {
  const [{ tenant }, { key: application }] = [await session.connection(), await readApplication(session.folder)];
  return { tenant, application, environment: textOption(session, 'environment') ?? 'development' };
}

/** Starts an instance of a published process. */
export async function startInstance(session: Session, process: string): Promise<void> {
  const [client, place] = [await session.client(), await placeOf(session)];
  const given = Object.entries(contextIn(await givenContext(session, 'variables')));
  const variables = Object.fromEntries(given.map(([name, value]) => [name, toStored(value, name)]));
  const key = textOption(session, 'key');
  const started = await client.call(startProcess, place, { process, variables, ...(key === null ? {} : { key }) });
  session.terminal.result(started, () => session.terminal.out(`${process} ${started.id}: ${started.status}`));
}

/** The newest instances, of one process or of all that may be seen. */
export async function showInstances(session: Session, process: string): Promise<void> {
  const [client, place] = [await session.client(), await placeOf(session)];
  const incidents = session.options.incidents === true;
  const { items } = await client.call(listInstances, place, {
    ...(process === '' ? {} : { process }),
    ...(incidents ? { incidents } : {}),
  });
  const row = ({ id, process: of, version, key, status, incidents: count, startedAt }: InstanceSummary) => [
    ...[id, of, version, key ?? '', status, count === 0 ? '' : String(count), startedAt],
  ];
  session.terminal.result(items, () =>
    session.terminal.out(columns(['instance', 'process', 'version', 'key', 'status', 'incidents', 'started'], items.map(row))),
  );
}

/** Why an instance goes no further, place by place. */
export async function explain(session: Session, instance: string): Promise<void> {
  const [client, place] = [await session.client(), await placeOf(session)];
  const explained = await client.call(explainInstance, place, { instance });
  session.terminal.result(explained, () => {
    session.terminal.out(explained.status);
    for (const { element, name, reasons } of explained.places) {
      session.terminal.out(`${name === element ? element : `${name} (${element})`}`);
      for (const { text } of reasons) session.terminal.out(`  ${text}`);
    }
  });
}

/** Ends an instance with everything in it. */
export async function cancel(session: Session, instance: string): Promise<void> {
  const [client, place] = [await session.client(), await placeOf(session)];
  const ended = await client.call(cancelInstance, place, { instance });
  session.terminal.result(ended, () => session.terminal.out(`${ended.process} ${ended.id}: ${ended.status}`));
}
