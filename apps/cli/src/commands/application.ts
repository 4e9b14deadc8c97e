import {
  type Application,
  type Client,
  deleteApplication,
  listApplications,
  removeApplication,
  restoreApplication,
} from '@plinth/api-contract';
import { readApplication } from '../application-folder.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { everyPage } from '../every-page.ts';
import { columns } from '../terminal.ts';

interface Work {
  readonly session: Session;
  readonly client: Client;
  readonly tenant: string;
}

const actions: Readonly<Record<string, (work: Work) => Promise<void>>> = { list, delete: hide, restore, remove };

export const application: Command = {
  name: 'application',
  summary: 'Applications as wholes: list, delete, restore, and remove for good what was deleted.',
  positionals: ['ACTION?', 'KEY?'],
  options: {
    deleted: { type: 'boolean', description: 'list: those that are deleted.' },
    confirm: { type: 'string', value: 'KEY', description: 'remove: the key once more, for it cannot be taken back.' },
  },
  examples: [
    'plinth application list --deleted',
    'plinth application delete bank',
    'plinth application restore bank',
    'plinth application remove bank --confirm bank',
  ],
  async run(session) {
    const [name = 'list'] = session.positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw usage(`"${name}" is not one of ${Object.keys(actions).join(', ')}.`);
    const { tenant } = await session.connection();
    await action({ session, client: await session.client(), tenant });
  },
};

function usage(problem: string) {
  return cliErrors.usage({ problem, command: 'application' });
}

async function list({ session, client, tenant }: Work): Promise<void> {
  const { terminal, signal } = session;
  const deleted = session.options.deleted === true;
  const items = await everyPage<Application>((cursor) =>
    client.call(listApplications, { tenant }, { limit: 200, ...(deleted ? { state: 'deleted' as const } : {}), ...cursor }, { signal }),
  );
  terminal.result(items, () => {
    if (items.length === 0) terminal.out(deleted ? 'No application is deleted.' : 'There is no application.');
    else if (deleted) terminal.out(columns(['key', 'name', 'deleted', 'by'], items.map(deletionOf)));
    else terminal.out(columns(['key', 'name', 'owner', 'runs'], items.map(lineOf)));
  });
}

function lineOf({ key, label, owner, running }: Application): string[] {
  return [key, label, owner.name, running.map(({ environment, version }) => `${environment} ${version}`).join(', ')];
}

function deletionOf({ key, label, deletedAt, deletedBy }: Application): string[] {
  return [key, label, deletedAt ?? '', deletedBy?.name ?? ''];
}

async function hide(work: Work): Promise<void> {
  const { session, client, tenant } = work;
  const key = await keyOf(session);
  await client.call(deleteApplication, { tenant, application: key }, {}, { signal: session.signal });
  session.terminal.result({ application: key, deleted: true }, () =>
    session.terminal.out(`${key} is deleted. "plinth application restore ${key}" brings it back.`),
  );
}

async function restore({ session, client, tenant }: Work): Promise<void> {
  const key = await keyOf(session);
  await client.call(restoreApplication, { tenant, application: key }, {}, { signal: session.signal });
  session.terminal.result({ application: key, deleted: false }, () => session.terminal.out(`${key} is back.`));
}

async function remove({ session, client, tenant }: Work): Promise<void> {
  const [, key] = session.positionals;
  // Never what happens to lie in the folder.
  if (key === undefined) throw usage('The key of the application is missing.');
  if (textOption(session, 'confirm') !== key) throw usage(`--confirm ${key} says that ${key} is meant: it cannot be brought back.`);
  await client.call(removeApplication, { tenant, application: key }, {}, { signal: session.signal });
  session.terminal.result({ application: key, removed: true }, () =>
    session.terminal.out(`${key} is removed for good. Its key is free when all of it is gone.`),
  );
}

/** What is named, else the application of the folder. */
async function keyOf({ positionals: [, key], folder }: Session): Promise<string> {
  return key ?? (await readApplication(folder)).key;
}
