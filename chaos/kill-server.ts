// Kills the whole platform hard, again and again, while clients write; then every acknowledged record must be there.
// node chaos/kill-server.ts [--kills 20]
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Client,
  createApplication,
  createClient,
  createRecord,
  createToken,
  listRecords,
  publish,
  pushDefinition,
  signIn,
} from '@plinth/api-contract';

const kills = Number(process.argv[process.argv.indexOf('--kills') + 1] || 20) || 20;
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'plinth-chaos-'));
// Below a folder closed to others, root's database would keep its data elsewhere.
chmodSync(folder, 0o755);
const port = 20_000 + Math.floor(Math.random() * 20_000);
const address = `http://127.0.0.1:${port}`;
const person = { email: 'chaos@plinth.example', password: 'kill me if you can, please' };
const target = { tenant: 'main', environment: 'development', application: 'chaos' };
const writers = 6;

const files = {
  'plinth.yaml': 'format: 1\nkey: chaos\ntype: application\nlabel: Chaos\n',
  'roles.yaml': 'writer:\n  heldBy: members\n  permissions:\n    note: all\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true, unique: true }\n',
  'pages/notes.yaml': "label: Notes\npath: ''\ncomponents:\n  - ui.heading: Notes\n",
};

function start(): ChildProcess {
  return spawn(process.execPath, [join(root, 'apps', 'server', 'src', 'main.ts')], {
    env: {
      ...process.env,
      PLINTH_DATA: folder,
      PLINTH_PORT: String(port),
      PLINTH_LOG_LEVEL: 'fatal',
      PLINTH_EXAMPLES: 'false',
      PLINTH_ADMINISTRATOR_EMAIL: person.email,
      PLINTH_ADMINISTRATOR_PASSWORD: person.password,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Milliseconds until the platform answers. */
async function untilReady(server: ChildProcess): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < 60_000) {
    if (server.exitCode !== null) throw new Error(`The platform ended with ${server.exitCode}.`);
    const ready = await fetch(`${address}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return performance.now() - started;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error('The platform did not start within a minute.');
}

async function prepare(): Promise<Client> {
  const visitor = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1' } });
  const response = await visitor.fetch(signIn, { tenant: 'main' }, person);
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const member = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const { token } = await member.call(createToken, { tenant: 'main' }, { name: 'chaos', scopes: ['*'] });
  const client = createClient({ address, fetch, headers: { authorization: `Bearer ${token}` } });
  await client.call(createApplication, { tenant: 'main' }, { key: 'chaos', type: 'application', label: 'Chaos' });
  await client.call(pushDefinition, target, { files });
  await publish(client, target, { version: '1.0.0' });
  return client;
}

let server = start();
await untilReady(server);
const client = await prepare();
const acknowledged = new Set<string>();
const attempted = new Set<string>();
let writing = true;
let number = 0;

async function write(): Promise<void> {
  while (writing) {
    const text = `note ${number++}`;
    attempted.add(text);
    await client.call(createRecord, target, { entity: 'note', values: { text } }).then(
      () => acknowledged.add(text),
      () => new Promise((done) => setTimeout(done, 5)),
    );
  }
}

const writings = Array.from({ length: writers }, write);
const starts: number[] = [];
for (let kill = 1; kill <= kills; kill++) {
  await new Promise((done) => setTimeout(done, 300 + Math.random() * 700));
  server.kill('SIGKILL');
  await new Promise((done) => server.once('exit', done));
  server = start();
  starts.push(await untilReady(server));
  console.log(`kill ${kill} of ${kills}: ready again after ${Math.round(starts.at(-1) ?? 0)} ms, ${acknowledged.size} acknowledged`);
}
writing = false;
await Promise.all(writings);

const found = new Set<string>();
let cursor: string | undefined;
do {
  const page = await client.call(listRecords, target, { entity: 'note', limit: 500, ...(cursor === undefined ? {} : { cursor }) });
  for (const item of page.items as unknown as readonly { text: string }[]) found.add(item.text);
  cursor = page.next ?? undefined;
} while (cursor !== undefined);
const lost = [...acknowledged].filter((text) => !found.has(text));
const invented = [...found].filter((text) => !attempted.has(text));
server.kill('SIGINT');
await new Promise((done) => server.once('exit', done));
rmSync(folder, { recursive: true, force: true });

const result = {
  kills,
  attempted: attempted.size,
  acknowledged: acknowledged.size,
  found: found.size,
  lost: lost.length,
  invented: invented.length,
  slowestStartMilliseconds: Math.round(Math.max(...starts)),
  medianStartMilliseconds: Math.round([...starts].sort((a, b) => a - b)[Math.floor(starts.length / 2)] ?? 0),
  at: new Date().toISOString(),
};
mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
writeFileSync(join(import.meta.dirname, 'results', 'kill-server.json'), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
if (lost.length > 0 || invented.length > 0 || acknowledged.size === 0) process.exit(1);
