import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApplication, createClient, createToken, publish, pushDefinition, signIn } from '@plinth/api-contract';
import { anonymousActor, type RequestContext, traceId, uuidV7 } from '@plinth/foundation';
import { defaultLimits, FunctionHost, noGrants } from '@plinth/function-host';
import { outgoingSockets } from '@plinth/outgoing';
import { type LoadRequest, load } from './load.ts';
import { figures, keepResult } from './measurement.ts';
import { administrator } from './stock-application.ts';

/**
 * A function that gives its input back, and one that takes some 5 ms of a processor, over HTTP through the platform, beside the same
 * in the process of a bare Fastify server; each server a process of its own, the rounds interleaved. Then, without HTTP: a warm
 * call, the first call of a function whose runner stands, and what an idle function keeps of memory.
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '8' },
  },
});
const [rounds, seconds, connections] = [options.rounds, options.seconds, options.connections].map(Number) as [number, number, number];
const kinds = ['empty', 'busy'] as const;
const inputs = { empty: { a: 1 }, busy: { milliseconds: 5 } };
const burn = readFileSync(join(import.meta.dirname, 'floors', 'burn.ts'), 'utf8');
const functions = {
  empty: 'export default (input: unknown) => input;\n',
  busy: `${burn}\nexport default ({ milliseconds }: { milliseconds: number }) => burn(milliseconds);\n`,
};

const data = mkdtempSync(join(tmpdir(), 'plinth-functions-'));
const running: ChildProcess[] = [];
try {
  const platform = await start('record-platform.ts', {
    PLINTH_DATA: data,
    PLINTH_PORT: '0',
    PLINTH_EXAMPLES: 'false',
    PLINTH_ADMINISTRATOR_EMAIL: administrator.email,
    PLINTH_ADMINISTRATOR_PASSWORD: administrator.password,
  });
  const floor = await start('floors/function-route.ts', {});
  const authorization = `Bearer ${await publishFunctions(platform)}`;
  const requestTo = (path: string, kind: (typeof kinds)[number]): LoadRequest => ({
    method: 'POST',
    path: `${path}/${kind}/call`,
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ input: inputs[kind] }),
  });
  const servers = {
    platform: { address: platform, path: '/data/main/development/calc/-/functions' },
    floor: { address: floor, path: '' },
  };
  const names = ['platform', 'floor'] as const;
  const measured = {
    empty: { platform: [] as number[], floor: [] as number[] },
    busy: { platform: [] as number[], floor: [] as number[] },
  };
  for (let round = -1; round < rounds; round++) {
    for (const kind of kinds) {
      for (const name of round % 2 === 0 ? names : [...names].reverse()) {
        const { address, path } = servers[name];
        const { requestsPerSecond } = await load(address, requestTo(path, kind), { seconds: round < 0 ? 1 : seconds, connections });
        // The first round warms up.
        if (round >= 0) measured[kind][name].push(requestsPerSecond);
      }
    }
  }
  const alone = await measureAlone();
  const ratio = (kind: (typeof kinds)[number]) => figures(measured[kind].platform).median / figures(measured[kind].floor).median;
  keepResult(
    'functions',
    [
      { name: 'an empty function over HTTP, against Fastify', value: ratio('empty'), goal: 0.15, better: 'higher', unit: '×' },
      { name: 'a function of 5 ms over HTTP, against Fastify', value: ratio('busy'), goal: 0.8, better: 'higher', unit: '×' },
      { name: 'a warm call, p50', value: alone.warm.median, goal: 2, better: 'lower', unit: 'ms' },
      { name: 'the first call of a function', value: alone.cold.median, goal: 50, better: 'lower', unit: 'ms' },
      { name: 'an idle function', value: alone.megabytes, goal: 2, better: 'lower', unit: 'MB' },
    ],
    { setting: { rounds, seconds, connections, what: 'load generator, servers and runners share the machine' }, measured, alone },
  );
} finally {
  await Promise.all(
    running.map(async (child) => {
      if (child.exitCode !== null || !child.connected) return;
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    }),
  );
  rmSync(data, { recursive: true, force: true });
}

/** Without HTTP: what a call costs where the runner stands. */
async function measureAlone() {
  const host = new FunctionHost({ pool: { runnersEach: 1 } });
  const context: RequestContext = {
    tenant: { id: uuidV7(), key: 'measured' },
    environment: { id: uuidV7(), key: 'measured' },
    actor: anonymousActor,
    trace: traceId(),
    locale: 'en',
    signal: new AbortController().signal,
  };
  const world = { grants: noGrants, sockets: outgoingSockets([]) };
  const call = async (name: string) => {
    const called = { owner: 'measured', name, source: functions.empty, limits: defaultLimits };
    await host.compile(context, name, functions.empty);
    const started = performance.now();
    await host.call(context, called, { a: 1 }, world);
    return performance.now() - started;
  };
  try {
    await host.start();
    await call('empty');
    const many = Array.from({ length: 20 }, (_, at) => `cold${at}`);
    const before = memoryOfRunners();
    const cold: number[] = [];
    for (const name of many) cold.push(await call(name));
    const megabytes = (memoryOfRunners() - before) / many.length / 1e6;
    const warm: number[] = [];
    for (let at = 0; at < 2000; at++) warm.push(await call('cold19'));
    return { warm: figures(warm), cold: figures(cold), megabytes };
  } finally {
    await host.close();
  }
}

/** Bytes of every runner of this machine. */
function memoryOfRunners(): number {
  let pages = 0;
  for (const file of globSync('/proc/[0-9]*/cmdline')) {
    try {
      if (readFileSync(file, 'utf8').includes('/node\0--no-node-snapshot'))
        pages += Number(readFileSync(file.replace('cmdline', 'statm'), 'utf8').split(' ')[1]);
    } catch {
      // It ended while it was looked at.
    }
  }
  return pages * 4096;
}

async function publishFunctions(address: string): Promise<string> {
  const tenant = { tenant: 'main' };
  const target = { tenant: 'main', environment: 'development', application: 'calc' };
  const csrf = { 'x-plinth-csrf': '1' };
  const response = await createClient({ address, fetch, headers: csrf }).fetch(signIn, tenant, administrator);
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const { token } = await createClient({ address, fetch, headers: { ...csrf, cookie } }).call(createToken, tenant, {
    name: 'benchmark',
    scopes: ['*'],
  });
  const client = createClient({ address, fetch, headers: { authorization: `Bearer ${token}` } });
  await client.call(createApplication, tenant, { key: 'calc', type: 'application', label: 'Calc' });
  const files = {
    'plinth.yaml': 'format: 1\nkey: calc\ntype: application\nlabel: Calc\n',
    'roles.yaml': 'clerk:\n  heldBy: members\n  call: [ empty, busy ]\n',
    ...Object.fromEntries(Object.entries(functions).map(([key, source]) => [`functions/${key}.yaml`, JSON.stringify({ source })])),
  };
  await client.call(pushDefinition, target, { files });
  await publish(client, target, { version: '1.0.0' });
  return token;
}

async function start(file: string, settings: Readonly<Record<string, string>>): Promise<string> {
  const child = fork(join(import.meta.dirname, file), { env: { ...process.env, NODE_ENV: 'production', ...settings } });
  running.push(child);
  return new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it listened.`)));
  });
}
