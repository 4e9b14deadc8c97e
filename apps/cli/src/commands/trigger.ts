import { type Client, listTriggers, pauseTrigger, resumeTrigger, type TriggerState } from '@plinth/api-contract';
import { readApplication } from '../application-folder.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { columns } from '../terminal.ts';

interface Work {
  readonly session: Session;
  readonly client: Client;
  readonly place: { readonly tenant: string; readonly environment: string; readonly application: string };
}

const actions: Readonly<Record<string, (work: Work) => Promise<void>>> = { list, pause, resume };

export const trigger: Command = {
  name: 'trigger',
  summary: 'What the application hears from other systems in an environment: list, pause, resume.',
  positionals: ['ACTION?', 'KEY?'],
  options: { environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' } },
  examples: ['plinth trigger list -e production', 'plinth trigger pause newOrders -e production', 'plinth trigger resume newOrders'],
  async run(session) {
    const [name = 'list'] = session.positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw usage(`"${name}" is not one of ${Object.keys(actions).join(', ')}.`);
    const { key } = await readApplication(session.folder);
    const { tenant } = await session.connection();
    const environment = textOption(session, 'environment') ?? 'development';
    await action({ session, client: await session.client(), place: { tenant, environment, application: key } });
  },
};

function usage(problem: string) {
  return cliErrors.usage({ problem, command: 'trigger' });
}

async function list({ session: { terminal, signal }, client, place }: Work): Promise<void> {
  const { items } = await client.call(listTriggers, place, {}, { signal });
  terminal.result(items, () => {
    if (items.length === 0) terminal.out(`${place.application} hears no other system in ${place.environment}.`);
    else terminal.out(columns(['key', 'from', 'state', 'heard', 'last', ''], items.map(lineOf)));
  });
}

function lineOf({ key, connection, trigger: told, paused, isHeard, failures, error, heard, unfit, heardAt }: TriggerState): string[] {
  const state = paused ? 'paused' : failures > 0 ? `failing (${failures})` : isHeard ? 'listening' : 'waiting';
  const problem = error === null ? '' : `${error.code}: ${error.message}`;
  return [key, `${connection}.${told}`, state, unfit === 0 ? String(heard) : `${heard} (+${unfit} dead letters)`, heardAt ?? '-', problem];
}

async function pause({ session, client, place }: Work): Promise<void> {
  const key = keyOf(session);
  await client.call(pauseTrigger, place, { trigger: key }, { signal: session.signal });
  session.terminal.result({ trigger: key, paused: true }, () => session.terminal.out(`${key} is paused.`));
}

async function resume({ session, client, place }: Work): Promise<void> {
  const key = keyOf(session);
  await client.call(resumeTrigger, place, { trigger: key }, { signal: session.signal });
  session.terminal.result({ trigger: key, paused: false }, () => session.terminal.out(`${key} is heard again.`));
}

function keyOf({ positionals: [, key] }: Session): string {
  if (key === undefined) throw usage('The key of the trigger is missing.');
  return key;
}
