import { type ApplicationSetting, type Client, listSettings, setSetting, unsetSetting } from '@plinth/api-contract';
import { type SettingRecord, settingsOf } from '@plinth/app-definition';
import { readApplication } from '../application-folder.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { readValue } from '../read-value.ts';
import { columns } from '../terminal.ts';

interface Work {
  readonly session: Session;
  readonly client: Client;
  readonly place: { readonly tenant: string; readonly environment: string; readonly application: string };
  readonly branch: { readonly branch?: string };
  /** The settings as the folder declares them. */
  readonly declared: readonly SettingRecord[];
}

const actions: Readonly<Record<string, (work: Work) => Promise<void>>> = { list, set, unset };

export const config: Command = {
  name: 'config',
  summary: 'What an environment tells the application: list, set, unset.',
  positionals: ['ACTION?', 'KEY?', 'VALUE?'],
  options: {
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' },
    file: { type: 'string', value: 'FILE', description: 'set: read the value from a file; - is the standard input.' },
    branch: { type: 'string', value: 'KEY', description: 'Branch that declares the settings; main where absent.' },
  },
  examples: [
    'plinth config list -e production',
    'plinth config set limit 2500 -e production',
    'plinth config set apiKey --file key.txt -e production',
    'pass show api-key | plinth config set apiKey',
  ],
  async run(session) {
    const [name = 'list'] = session.positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw usage(`"${name}" is not one of ${Object.keys(actions).join(', ')}.`);
    const { key, definition } = await readApplication(session.folder);
    const { tenant } = await session.connection();
    const environment = textOption(session, 'environment') ?? 'development';
    const branch = textOption(session, 'branch');
    await action({
      session,
      client: await session.client(),
      place: { tenant, environment, application: key },
      branch: branch === null ? {} : { branch },
      declared: settingsOf(definition),
    });
  },
};

function usage(problem: string) {
  return cliErrors.usage({ problem, command: 'config' });
}

async function list({ session: { terminal, signal }, client, place, branch }: Work): Promise<void> {
  const { items } = await client.call(listSettings, place, branch, { signal });
  terminal.result(items, () => {
    if (items.length === 0) terminal.out(`${place.application} declares no settings.`);
    else terminal.out(columns(['key', 'type', 'value', ''], items.map(lineOf)));
  });
}

function lineOf({ key, type, secret, isSet, value, default: usual, declaredBy, problem }: ApplicationSetting): string[] {
  const shown = isSet ? (secret ? '(secret)' : JSON.stringify(value)) : usual === null ? '-' : `${JSON.stringify(usual)} (default)`;
  const note = declaredBy === 'nobody' ? 'declared by nobody any longer' : (problem ?? '');
  return [key, secret ? `${type}, secret` : type, shown, note];
}

async function set(work: Work): Promise<void> {
  const { session, client, place, branch, declared } = work;
  const { terminal, signal } = session;
  const setting = keyOf(session);
  const record = declared.find(({ key }) => key === setting);
  // What is not declared here is judged by the platform, as text: it may be a secret.
  const value = await givenValue(session, record);
  const kept = await client.call(setSetting, place, { setting, value, ...branch }, { signal });
  terminal.result(kept, () =>
    terminal.out(kept.secret ? `${setting} of ${place.environment} is set, and sealed.` : `${setting} of ${place.environment} is set.`),
  );
}

async function unset({ session, client, place }: Work): Promise<void> {
  const { terminal, signal } = session;
  const setting = keyOf(session);
  await client.call(unsetSetting, place, { setting }, { signal });
  terminal.result({ unset: setting }, () => terminal.out(`${place.environment} says nothing of ${setting} any more.`));
}

function keyOf({ positionals: [, key] }: Session): string {
  if (key === undefined) throw usage('KEY is missing.');
  return key;
}

/** The value as JSON has it. Other people on the machine see the words of a command, so a secret is no word of it. */
async function givenValue(session: Session, record: SettingRecord | undefined): Promise<unknown> {
  const [, , word] = session.positionals;
  const file = textOption(session, 'file');
  if (word !== undefined && file !== null) throw usage('VALUE and --file are two values.');
  if (word !== undefined && record?.secret !== false)
    throw usage(
      record === undefined
        ? 'The folder declares no such setting, which may be secret: use --file or the standard input.'
        : 'A secret is no word of a command: use --file or the standard input.',
    );
  const text = word ?? (await readValue(session, file ?? '-', 'config'));
  return typedValue(record?.type ?? 'text', text);
}

/** Numbers stay text, digit by digit. */
function typedValue(type: SettingRecord['type'], text: string): unknown {
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  const isJson = type === 'json' || type === 'multiChoice' || (type === 'money' && text.startsWith('{'));
  if (!isJson) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw usage(`The value is no JSON, as ${type} needs it.`);
  }
}
