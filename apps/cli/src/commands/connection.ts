import { type Client, listConnections, removeConnection, setConnection, testConnection } from '@plinth/api-contract';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { columns } from '../terminal.ts';

/** Holds the address where none is given: other people on the machine see the words of a command. */
const addressVariable = 'PLINTH_SOURCE_URL';

interface Work {
  readonly session: Session;
  readonly client: Client;
  readonly place: { readonly tenant: string; readonly environment: string };
}

const actions: Readonly<Record<string, (work: Work) => Promise<void>>> = { list, test, set, remove };

export const connection: Command = {
  name: 'connection',
  summary: 'The connections of an environment to databases of others: list, test, set, remove.',
  positionals: ['ACTION?', 'KEY?', 'ADDRESS?'],
  options: {
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' },
    writable: { type: 'boolean', description: 'set: records may be changed there; only read where absent.' },
  },
  examples: [
    'plinth connection -e production',
    `${addressVariable}=postgres://… plinth connection set shop -e production --writable`,
    'plinth connection remove shop -e test',
  ],
  async run(session) {
    const [name = 'list'] = session.positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw usage(`"${name}" is not one of ${Object.keys(actions).join(', ')}.`);
    const { tenant } = await session.connection();
    const environment = textOption(session, 'environment') ?? 'development';
    await action({ session, client: await session.client(), place: { tenant, environment } });
  },
};

function usage(problem: string) {
  return cliErrors.usage({ problem, command: 'connection' });
}

const productNames = { postgres: 'PostgreSQL', mariadb: 'MariaDB' } as const;

async function list({ session: { terminal, signal }, client, place }: Work): Promise<void> {
  const { items } = await client.call(listConnections, place, {}, { signal });
  terminal.result(items, () =>
    terminal.out(
      columns(
        ['key', 'product', 'host', 'database', 'login', 'records'],
        items.map(({ key, product, host, database, login, writable }) => [
          key,
          productNames[product],
          host,
          database,
          login,
          writable ? 'may be changed' : 'only read',
        ]),
      ),
    ),
  );
}

async function test({ session, client, place }: Work): Promise<void> {
  const { terminal, signal } = session;
  const answer = await client.call(testConnection, place, { address: addressOf(session, session.positionals[1]) }, { signal });
  terminal.result(answer, () =>
    terminal.out(`${productNames[answer.product]} ${answer.version} answers, signed in to ${answer.database} as ${answer.login}.`),
  );
}

async function set({ session, client, place }: Work): Promise<void> {
  const { terminal, signal } = session;
  const writable = session.options.writable === true;
  const input = { connection: keyOf(session), address: addressOf(session, session.positionals[2]), writable };
  const kept = await client.call(setConnection, place, input, { signal });
  terminal.result(kept, () =>
    terminal.out(
      `${kept.key} of ${place.environment} leads to ${kept.host}/${kept.database}, ${writable ? 'to read and to change' : 'to read'}.`,
    ),
  );
}

async function remove({ session, client, place }: Work): Promise<void> {
  const { terminal, signal } = session;
  const key = keyOf(session);
  await client.call(removeConnection, place, { connection: key }, { signal });
  terminal.result({ removed: key }, () => terminal.out(`${place.environment} has no connection ${key} any more.`));
}

function keyOf({ positionals: [, key] }: Session): string {
  if (key === undefined) throw usage('KEY is missing.');
  return key;
}

function addressOf(session: Session, given: string | undefined): string {
  const address = given ?? session.environment[addressVariable];
  if (address === undefined || address === '') throw usage(`ADDRESS is missing, and ${addressVariable} is not set.`);
  return address;
}
