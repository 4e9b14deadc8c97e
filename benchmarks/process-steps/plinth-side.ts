import { randomBytes } from 'node:crypto';
import {
  type Client,
  createApplication,
  createClient,
  createToken,
  publish,
  pushDefinition,
  signIn,
  startProcess,
  startProcesses,
} from '@plinth/api-contract';
import { compose } from '@plinth/server';
import { readConfiguration } from '@plinth/server/configuration';

const masterKeys = `bench:${randomBytes(32).toString('base64')}`;
const place = { tenant: 'main', environment: 'development', application: 'steps' };
const person = { email: 'bench@plinth.example', password: 'a long enough password' };
const script = (text: string) => ({
  type: 'scriptTask',
  attributes: { 'plinth:resultVariable': 'n' },
  content: `<script>${text}</script>`,
});
const chain = (nodes: Record<string, string | object>, document?: string) => {
  const ids = Object.keys(nodes);
  return JSON.stringify({
    label: 'Process',
    ...(document === undefined ? {} : { document }),
    nodes,
    flows: Object.fromEntries(ids.slice(1).map((id, at) => [`f${at}`, { from: ids[at], to: id }])),
  });
};
const names = 'steps, waiting, sleeping, listening, calling';
const files = {
  'plinth.yaml': 'format: 1\nkey: steps\ntype: application\nlabel: Steps\n',
  'roles.yaml': `everybody:\n  heldBy: members\n  start: [ ${names} ]\n  manage: [ ${names} ]\n  permissions:\n    entry: all\n`,
  'entities/entry.yaml': 'label: Entry\nfields:\n  text: text\n',
  'processes/steps.yaml': chain({ s: 'startEvent', a: script('n + 1'), b: script('n + 1'), c: script('n + 1'), e: 'endEvent' }),
  'processes/waiting.yaml': chain({
    s: 'startEvent',
    sign: { type: 'userTask', label: 'Sign the contract', attributes: { 'plinth:candidateRoles': 'everybody' } },
    e: 'endEvent',
  }),
  'processes/sleeping.yaml': chain({
    s: 'startEvent',
    sleep: {
      type: 'intermediateCatchEvent',
      content: '<timerEventDefinition><timeDuration>P30D</timeDuration></timerEventDefinition>',
    },
    e: 'endEvent',
  }),
  'processes/listening.yaml': chain(
    { s: 'startEvent', hear: { type: 'receiveTask', attributes: { messageRef: 'm', 'plinth:correlationKey': 'n' } }, e: 'endEvent' },
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:steps"><message id="m" name="news"/><process id="listening" isExecutable="true"/></definitions>',
  ),
  'processes/calling.yaml': chain({
    s: 'startEvent',
    call: { type: 'serviceTask', attributes: { 'plinth:topic': 'call' } },
    e: 'endEvent',
  }),
};
export type BenchProcess = 'steps' | 'waiting' | 'sleeping' | 'listening' | 'calling';

/** The whole platform in this process, with an application of processes: three steps to the end, and some that wait. */
export interface PlinthSide {
  readonly client: Client;
  readonly address: string;
  /** A personal token of the one who starts everything. */
  readonly token: string;
  readonly place: typeof place;
  /** Takes instances in, a thousand at once; with `now` they begin in the same transaction. `from` is the first one's number. */
  take(process: BenchProcess, count: number, options?: { readonly begin?: 'now' | 'later'; readonly from?: number }): Promise<void>;
  /** Takes one of three steps in and resolves when it is completed. */
  one(): Promise<void>;
  close(): Promise<void>;
}

/** A server on a database, listening. */
export async function openPlatform(url: string, folder: string, roles = 'gateway,worker') {
  const platform = await compose(
    readConfiguration({
      DATABASE_URL: url,
      PLINTH_DATA: folder,
      PLINTH_PORT: '0',
      PLINTH_LOG_LEVEL: 'error',
      PLINTH_EXAMPLES: 'false',
      PLINTH_ROLES: roles,
      PLINTH_MASTER_KEYS: masterKeys,
      PLINTH_ADMINISTRATOR_EMAIL: person.email,
      PLINTH_ADMINISTRATOR_PASSWORD: person.password,
    }),
  );
  return { address: await platform.listen(), close: () => platform.close() };
}

/** Where `isThere`, the application is published already. */
export async function startPlinth(url: string, folder: string, { isThere = false, roles = 'gateway,worker' } = {}): Promise<PlinthSide> {
  const { address, close } = await openPlatform(url, folder, roles);
  const { client, token } = await signedIn(address);
  if (!isThere) {
    await client.call(createApplication, { tenant: 'main' }, { key: 'steps', type: 'application', label: 'Steps' });
    await client.call(pushDefinition, place, { files });
    await publish(client, place, { version: '1.0.0' });
  }
  return {
    client,
    address,
    token,
    place,
    async take(process, count, { begin = 'later', from = 0 } = {}) {
      for (let taken = 0; taken < count; taken += 1000) {
        const starts = Array.from({ length: Math.min(1000, count - taken) }, (_, at) => ({ variables: { n: from + taken + at } }));
        await client.call(startProcesses, place, { process, starts, begin });
      }
    },
    async one() {
      const { status } = await client.call(startProcess, place, { process: 'steps', variables: { n: 0 } });
      if (status !== 'completed') throw new Error(`it is ${status}`);
    },
    close,
  };
}

async function signedIn(address: string): Promise<{ readonly client: Client; readonly token: string }> {
  const visitor = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1' } });
  const response = await visitor.fetch(signIn, { tenant: 'main' }, person);
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const member = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const { token } = await member.call(createToken, { tenant: 'main' }, { name: 'bench', scopes: ['*'] });
  return { token, client: createClient({ address, fetch, headers: { authorization: `Bearer ${token}` } }) };
}
