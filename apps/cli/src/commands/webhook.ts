import { type Client, listWebhooks, removeWebhookSecret, setWebhookSecret, type Webhook } from '@plinth/api-contract';
import { PlinthError } from '@plinth/foundation';
import { readApplication } from '../application-folder.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { readValue } from '../read-value.ts';
import { columns } from '../terminal.ts';

interface Work {
  readonly session: Session;
  readonly client: Client;
  readonly place: { readonly tenant: string; readonly environment: string; readonly application: string };
}

const actions: Readonly<Record<string, (work: Work) => Promise<void>>> = { list, create, rotate, remove };

export const webhook: Command = {
  name: 'webhook',
  summary:
    'The secrets of the webhooks that start processes of the application or call its external triggers: list, create, rotate, remove.',
  positionals: ['ACTION?', 'WEBHOOK?'],
  options: {
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' },
    file: {
      type: 'string',
      value: 'FILE',
      description: 'create, rotate: the secret of the sender from a file, - is the standard input; one is made where absent.',
    },
    keep: {
      type: 'string',
      value: 'SECONDS',
      description: 'rotate: how long the secret before stays valid, 0 to 2592000; a day where absent.',
    },
  },
  examples: [
    'plinth webhook list -e production',
    'plinth webhook create ordered -e production',
    'plinth webhook rotate ordered --keep 3600 -e production',
    'pass show shop/webhook | plinth webhook rotate ordered --file - -e production',
    'plinth webhook remove ordered -e production',
  ],
  details:
    'A secret that was made is printed once, on the standard output alone, and told by nothing afterwards; one that was given is not printed.\nWhat a sender sends it signs as Standard Webhooks say (https://www.standardwebhooks.com), or over the body alone in X-Hub-Signature-256.\nA trigger that its system calls, of webhooks and callbacks of an OpenAPI document, has a webhook of its own key.',
  async run(session) {
    const [name = 'list'] = session.positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw usage(`"${name}" is not one of ${Object.keys(actions).join(', ')}.`);
    if (name !== 'list') webhookOf(session);
    if (textOption(session, 'keep') !== null && name !== 'rotate') throw usage('--keep is of rotate alone.');
    const { key: application } = await readApplication(session.folder);
    const { tenant } = await session.connection();
    const environment = textOption(session, 'environment') ?? 'development';
    await action({ session, client: await session.client(), place: { tenant, environment, application } });
  },
};

function usage(problem: string) {
  return cliErrors.usage({ problem, command: 'webhook' });
}

function webhookOf({ positionals: [, name] }: Session): string {
  if (name === undefined) throw usage('WEBHOOK is missing.');
  return name;
}

async function list({ session: { terminal, signal }, client, place }: Work): Promise<void> {
  const { items } = await client.call(listWebhooks, place, {}, { signal });
  const row = ({ webhook: name, process, trigger, path, isSet, setAt, previousUntil }: Webhook) => [
    ...[name, process ?? trigger ?? '', path, isSet ? (setAt ?? '') : 'no secret, all is refused', previousUntil ?? ''],
  ];
  terminal.result(items, () => {
    if (items.length === 0)
      terminal.out(`No process of ${place.application} begins with a webhook, and none calls a trigger of it, in ${place.environment}.`);
    else terminal.out(columns(['webhook', 'process or trigger', 'path', 'secret since', 'the one before until'], items.map(row)));
  });
}

/** The first secret of a webhook; another one is a rotation, for the sender has to change over. */
async function create(work: Work): Promise<void> {
  const name = webhookOf(work.session);
  if (await hasSecret(work, name)) throw usage(`${name} has a secret in ${work.place.environment}; give it another one with rotate.`);
  await put(work, name, {});
}

async function rotate(work: Work): Promise<void> {
  const text = textOption(work.session, 'keep');
  const keepSeconds = text === null ? undefined : Number(text);
  if (keepSeconds !== undefined && !(/^\d+$/.test(text ?? '') && keepSeconds <= 2_592_000))
    throw usage('--keep is a number of seconds from 0 to 2592000.');
  await put(work, webhookOf(work.session), keepSeconds === undefined ? {} : { keepSeconds });
}

async function put({ session, client, place }: Work, name: string, options: { readonly keepSeconds?: number }): Promise<void> {
  const { terminal, signal } = session;
  const file = textOption(session, 'file');
  const given = file === null ? {} : { secret: await readValue(session, file, 'webhook') };
  const { secret, ...set } = await client.call(setWebhookSecret, place, { webhook: name, ...given, ...options }, { signal });
  terminal.result(file === null ? { ...set, secret } : set, () => {
    terminal.note(`${name} of ${place.environment} is sent to ${set.path}.`);
    if (set.previousUntil !== null) terminal.note(`The secret before is valid until ${set.previousUntil}.`);
    if (file === null) terminal.out(secret);
  });
}

async function remove({ session, client, place }: Work): Promise<void> {
  const { terminal, signal } = session;
  const name = webhookOf(session);
  await client.call(removeWebhookSecret, place, { webhook: name }, { signal });
  terminal.result({ removed: name }, () =>
    terminal.out(`Everything that is sent to ${name} of ${place.environment} is refused from now on.`),
  );
}

/** What is not published yet may have a secret already, of which nothing is listed. */
async function hasSecret({ session: { signal }, client, place }: Work, name: string): Promise<boolean> {
  try {
    const { items } = await client.call(listWebhooks, place, {}, { signal });
    return items.some(({ webhook: each, isSet }) => each === name && isSet);
  } catch (error) {
    if (error instanceof PlinthError && error.code === 'application.not-released') return false;
    throw error;
  }
}
