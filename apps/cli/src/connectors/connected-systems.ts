import { type Client, callConnectorAction, listConnectorActions, listConnectors, setConnector } from '@plinth/api-contract';
import { isJsonObject, type JsonObject } from '@plinth/foundation';
import { type Session, textOption } from '../command.ts';
import { readText } from '../processes/read-process.ts';
import { columns } from '../terminal.ts';
import { printReport, usage } from './import-document.ts';

/** Holds what is signed in with: other people on the machine see the words of a command. */
const secretsVariable = 'PLINTH_CONNECTION_SECRETS';

interface Place {
  readonly client: Client;
  readonly path: { readonly tenant: string; readonly environment: string };
}

async function placeOf(session: Session): Promise<Place> {
  const { tenant } = await session.connection();
  return { client: await session.client(), path: { tenant, environment: textOption(session, 'environment') ?? 'development' } };
}

function keyOf({ positionals: [, key] }: Session): string {
  if (key === undefined) throw usage('KEY is missing.');
  return key;
}

/** The connections of an environment through connectors. */
export async function listSystems(session: Session): Promise<void> {
  const { client, path } = await placeOf(session);
  const { items } = await client.call(listConnectors, path, {}, { signal: session.signal });
  session.terminal.result(items, () =>
    session.terminal.out(
      columns(
        ['key', 'system', 'address', 'actions', 'signs in by'],
        items.map(({ key, title, address, actions, credentials }) => {
          const set = credentials.filter((credential) => credential.set).map(({ name }) => name);
          return [key, title, address, String(actions), set.join(', ')];
        }),
      ),
    ),
  );
}

/** Sets a connection, or only what it signs in with. */
export async function setSystem(session: Session): Promise<void> {
  const connection = keyOf(session);
  const [, , format, file] = session.positionals;
  // What is no format of documents is a system that needs none, or tells by itself what its document would say.
  const { formats } = await import('@plinth/connectors');
  if (format !== undefined && file === undefined && Object.hasOwn(formats, format)) throw usage('FILE is missing.');
  const given = session.environment[secretsVariable];
  const address = textOption(session, 'address');
  const input = {
    connection,
    ...(format === undefined ? {} : { format }),
    ...(file === undefined ? {} : { document: await readText(session, file) }),
    ...(address === null ? {} : { address }),
    ...(given === undefined || given === '' ? {} : { secrets: objectOf(given, secretsVariable) }),
  };
  const { client, path } = await placeOf(session);
  // What the secrets must look like is for the platform to say.
  const kept = await client.call(setConnector, path, input as Parameters<typeof client.call<typeof setConnector>>[2], {
    signal: session.signal,
  });
  session.terminal.result(kept, () => {
    if (kept.report !== null) printReport(session.terminal, kept.report);
    session.terminal.out(`${connection} of ${path.environment} leads to ${kept.connection.address}.`);
  });
}

/** What a system can be asked. */
export async function showActions(session: Session): Promise<void> {
  const connection = keyOf(session);
  const [, , search] = session.positionals;
  const { client, path } = await placeOf(session);
  const answer = await client.call(
    listConnectorActions,
    path,
    { connection, limit: 5000, ...(search === undefined ? {} : { search }) },
    { signal: session.signal },
  );
  session.terminal.result(answer, () =>
    session.terminal.out(
      columns(
        ['action', 'title', 'again'],
        answer.items.map(({ key, title, effect }) => [key, title, effect]),
      ),
    ),
  );
}

/** Asks a system for one thing, really. */
export async function callSystem(session: Session): Promise<void> {
  const connection = keyOf(session);
  const [, , action] = session.positionals;
  if (action === undefined) throw usage('NAME of the action is missing.');
  const given = textOption(session, 'input') ?? '{}';
  const input = objectOf(given.startsWith('@') ? await readText(session, given.slice(1)) : given, '--input');
  const { client, path } = await placeOf(session);
  const answer = await client.call(callConnectorAction, path, { connection, action, input }, { signal: session.signal });
  session.terminal.out(JSON.stringify(answer, null, 2));
}

function objectOf(text: string, what: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // The parser's message would repeat a part of the text, which may be a secret.
  }
  throw usage(`${what} is no JSON object.`);
}
