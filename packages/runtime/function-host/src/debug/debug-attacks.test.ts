import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugPart } from '@plinth/api-contract';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FunctionWorld } from '../capabilities/capabilities.ts';
import { noGrants } from '../capabilities/grants.ts';
import { FunctionHost } from '../function-host.ts';
import { DebugSession } from './debug-session.ts';
import { type Looked, type Looking, lookAt } from './testing-debug.ts';

const canary = (place: string) => `canary-${place}-${randomUUID()}`;
const canaries = {
  file: canary('file'),
  variable: canary('variable'),
  own: canary('own'),
  theirs: canary('theirs'),
  former: canary('former'),
};
const north = testContext({ tenant: { id: randomUUID(), key: 'north' } });
const south = testContext({ tenant: { id: randomUUID(), key: 'south' } });

let host: FunctionHost;
const look = (source: string, { context = north, ...looking }: Looking & { readonly context?: RequestContext } = {}) =>
  lookAt(context, host, source, looking);
let folder: string;
let file: string;
/** A function of another tenant that stands meanwhile, with something that is nobody else's. */
let neighbour: Looked;
beforeAll(async () => {
  host = new FunctionHost();
  folder = await mkdtemp(join(tmpdir(), 'plinth-canary-'));
  file = join(folder, 'canary.txt');
  await writeFile(file, canaries.file, { mode: 0o644 });
  process.env.PLINTH_CANARY = canaries.variable;
  await host.start();
  const source = 'export default ({ kept }) => {\n  globalThis.canary = kept;\n  debugger;\n  return kept;\n};\n';
  neighbour = await look(source, { input: { kept: canaries.theirs }, context: south });
  await neighbour.next('paused');
}, 60_000);
afterAll(async () => {
  delete process.env.PLINTH_CANARY;
  neighbour.stop();
  await host.close();
  await rm(folder, { recursive: true });
});

/** Secrets, records and connections are somebody's; granted is only what is listed. */
function world(): FunctionWorld {
  const theirs = async () => canaries.theirs;
  return {
    grants: { ...noGrants, records: { note: ['read'] }, secrets: { own: 'http://allowed.test/' } },
    records: {
      list: async (_, entity) => (entity === 'note' ? [] : canaries.theirs),
      get: theirs,
      create: theirs,
      update: theirs,
      delete: theirs,
    },
    secret: async () => canaries.own,
    connection: theirs,
    events: theirs,
    sockets: outgoingSockets(readReachableHosts('public').hosts),
  };
}

const standing = `export default async ({ file }, context) => {
  const { records, fetch, secret, connection } = context;
  const local = { a: 1 };
  debugger;
  return local.a;
};
`;

/** Everything that unfolds from a place, and what that unfolds to, as one text. */
async function everythingFrom(looked: Looked, first: readonly number[], most = 400): Promise<string> {
  const waiting = [...first];
  const seen: DebugPart[] = [];
  for (let at = 0; at < waiting.length && at < most; at++) {
    const parts = await looked.parts(waiting[at] ?? null);
    seen.push(...parts);
    for (const { value } of parts) if (value.of !== null) waiting.push(value.of);
  }
  return JSON.stringify(seen);
}

function expectNothingIn(seen: string): void {
  for (const [place, value] of Object.entries(canaries)) expect(seen, place).not.toContain(value);
  expect(seen).not.toContain('escaped');
}

/** JavaScript of somebody who wants out, in a frame of their own function; none may give anything. */
const escapes: Readonly<Record<string, string>> = {
  'the process': `process.env.PLINTH_CANARY + ' escaped'`,
  'the process by a constructor': `(() => {}).constructor('return process')().env.PLINTH_CANARY + ' escaped'`,
  'the process by the constructor of what the sandbox gave': `context.fetch.constructor('return process')().env.PLINTH_CANARY + ' escaped'`,
  modules: `require('node:fs').readFileSync(file, 'utf8') + ' escaped'`,
  'imported modules': `import('node:fs').then((fs) => fs.readFileSync(file, 'utf8'))`,
  'who called it': `(() => { const seen = []; for (let f = (function () { return arguments.callee.caller })(); f; f = f.caller) seen.push(String(f)); return seen.join() + ' escaped' })()`,
  // Of its own code alone, which is not strict, it learns itself and the global object.
  'functions of the stack': `(() => { Error.prepareStackTrace = (_, sites) => sites.flatMap((site) => [site.getFunction(), site.getThis()]).filter((each) => each !== undefined && each !== globalThis && !String(each).includes('prepareStackTrace')); const found = new Error().stack; return found.length > 0 ? found.map(String).join() + ' escaped' : '' })()`,
  'what a console of a browser has': `[$0, $_, inspect, queryObjects, debug, monitor, copy, keys, values, getEventListeners].map(String).join() + ' escaped'`,
  'objects by their class': `queryObjects(Function) + ' escaped'`,
  'the console before it was replaced': `Object.keys(console).includes('context') ? console.context('x') + ' escaped' : ''`,
  'private fields of the sandbox': `new URL('http://a.test').#href + ' escaped'`,
  'what isolates must not have': `[typeof WebAssembly, typeof SharedArrayBuffer, typeof Atomics, typeof performance, typeof FinalizationRegistry, typeof read].some((each) => each !== 'undefined') ? 'escaped' : ''`,
  'the neighbour by a global': `canary + ' escaped'`,
  'a secret as a text': `JSON.stringify(secret('own')) + String(secret('own').basic('me'))`,
  'ways out of the sandbox': `[ask, done, settle, waiting, log].map(String).join() + ' escaped'`,
};

describe('attacks by the debugger', { timeout: 60_000 }, () => {
  test.each(Object.entries(escapes))('D8 an evaluation does not reach %s', async (_name, expression) => {
    const looked = await look(standing, { input: { file }, world: world() });
    await looked.next('paused');
    const answers = [await looked.evaluate(expression, { effects: true }), await looked.evaluate(expression)];
    const shown = answers.flatMap((answer) => (answer.type === 'evaluated' && answer.value.of !== null ? [answer.value.of] : []));
    expectNothingIn(JSON.stringify(answers) + (await everythingFrom(looked, shown)));
    // A promise is settled only afterwards, and is the function's own.
    looked.session.resume('on');
    expectNothingIn(JSON.stringify(await looked.outcome));
  });

  test('D8 what unfolds leads nowhere into the sandbox: no scope of it, no function of it, no frame of it', async () => {
    const looked = await look(standing, { input: { file }, world: world() });
    const paused = await looked.next('paused');
    expect(paused.frames.map(({ line }) => line)).toEqual([4]);
    const all = await everythingFrom(
      looked,
      paused.frames.flatMap(({ scopes }) => scopes.map(({ of }) => of)),
    );
    expect(all).toContain('"name":"context"');
    expect(all).not.toMatch(/\[\[\w+\]\]|"name":"(ask|waiting|underWay|settle|implementation|current)"/);
    expectNothingIn(all);
    for (const frame of [1, 2, 50, 100]) expect(await looked.evaluate('1', { frame })).toMatchObject({ type: 'refused' });
    for (const number of [0, 9_999, 1e9]) expect(await looked.parts(number)).toEqual([]);
    looked.stop();
  });

  test('D8 what is not granted is refused from an evaluation, too, and what comes is told to the function alone', async () => {
    const looked = await look('export default async (_, context) => {\n  let found = null;\n  debugger;\n  return found;\n};\n', {
      world: world(),
    });
    await looked.next('paused');
    const steals = `found = Promise.allSettled([context.records('account').list(), context.records('note').create({}), context.connection('bank').call('look'), context.tell('kept', {}), context.fetch('http://allowed.test/', { headers: { a: 'b' } })]).then((all) => all.map((each) => String(each.reason?.code ?? each.value)))`;
    expect(await looked.evaluate(steals)).toMatchObject({ threw: true });
    expect(await looked.evaluate(steals, { effects: true })).toMatchObject({ threw: false });
    looked.session.resume('on');
    const outcome = await looked.outcome;
    expectNothingIn(JSON.stringify(outcome));
    expect(outcome).toMatchObject({ result: Array.from({ length: 5 }, () => 'functions.not-granted') });
  });

  test('D8 a script that calls itself the function is none of it, nor is one that calls itself the sandbox', async () => {
    const source = `export default () => {
  for (const name of ['function', 'halt', 'other'])
    eval("(() => { const hidden = 'within'; debugger; })()\\n//# sourceURL=plinth:" + name);
  return 1;
};
`;
    const looked = await look(source, {});
    const paused = await Promise.race([looked.next('paused'), looked.outcome.then(() => null)]).catch(() => null);
    // It stands in what the maker wrote, or nowhere.
    for (const frame of paused?.frames ?? []) expect(frame.line).toBe(3);
    expect(JSON.stringify(paused)).not.toContain('hidden');
    looked.stop();
    await looked.outcome;
  });

  test('D8 a function that changes every builtin is shown as it is, and its own code is not run', async () => {
    const source = `export default () => {
  let ran = 0;
  const lie = () => { ran++; return ['escaped']; };
  for (const [owner, name] of [[Reflect, 'ownKeys'], [Reflect, 'apply'], [Object, 'keys'], [Array, 'isArray'], [Object, 'getOwnPropertyDescriptor'], [String.prototype, 'slice'], [Map.prototype, 'entries']])
    Object.defineProperty(owner, name, { value: lie });
  Object.defineProperty(Map.prototype, 'size', { get: lie });
  const map = new Map([['a', 1]]);
  const list = [1, 2];
  debugger;
  return ran;
};
`;
    const looked = await look(source, {});
    const paused = await looked.next('paused');
    const seen = await everythingFrom(looked, [paused.frames[0]?.scopes[0]?.of ?? 0]);
    expect(seen).toContain('"name":"a"');
    expect(seen).not.toContain('"text":"escaped"');
    expect(await looked.evaluate('ran')).toMatchObject({ value: { text: '0' } });
    looked.stop();
  });

  test('D9 a condition that never ends is ended as the function itself would be', async () => {
    const looked = await look(standing, {
      breakpoints: [{ line: 3, condition: '(() => { for (;;); })()' }],
      limits: { cpu: 200 },
    });
    expect(await looked.outcome).toMatchObject({ code: 'functions.cpu-exceeded' });
  });

  test('D9 an error whose stack is code without an end takes its own call along, when it is thrown and when it is looked at', async () => {
    const endless = `Object.defineProperty(new Error('x'), 'stack', { get() { for (;;); } })`;
    const thrown = await look(`export default () => { throw ${endless}; };`, {
      errors: 'all',
      limits: { cpu: 200, time: 3000 },
    });
    expect((await thrown.outcome) as PlinthError).toBeInstanceOf(PlinthError);
    const shown = await look(`export default () => {\n  const e = ${endless};\n  debugger;\n};`, {});
    const paused = await shown.next('paused');
    expect(await shown.parts(paused.frames[0]?.scopes[0]?.of ?? null).catch(() => [])).toEqual([]);
    expect(await shown.outcome).toMatchObject({ code: expect.stringMatching(/functions\.(interrupted|paused-too-long)/) });
    expect(await neighbour.evaluate('1 + 1')).toMatchObject({ value: { text: '2' } });
  });

  test('D9 an evaluation that takes memory without an end ends its own call, and one with a `debugger` in it does not stop', async () => {
    const looked = await look(standing, {});
    await looked.next('paused');
    expect(await looked.evaluate('debugger; 5', { effects: true })).toMatchObject({ value: { text: '5' } });
    const grow = `(() => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); })()`;
    for (let times = 0; times < 20; times++) {
      const answer = await looked
        .evaluate(`globalThis.kept = [globalThis.kept, Array.from({ length: 300 }, () => new Array(1e4).fill(1))]; ${grow}`, {
          effects: true,
        })
        .catch(() => null);
      if (answer === null) break;
    }
    expect(await looked.outcome).toMatchObject({ code: expect.stringMatching(/functions\.(memory-exceeded|interrupted|paused-too-long)/) });
    expect(await neighbour.evaluate('1 + 1')).toMatchObject({ value: { text: '2' } });
  });

  test('D10 nothing is left for whoever debugs next, also where it is the same member', async () => {
    const keeps =
      'const kept = [];\nexport default ({ keep }) => {\n  globalThis.kept ??= keep;\n  kept.push(keep);\n  debugger;\n  return [kept, globalThis.kept];\n};\n';
    const first = await look(keeps, { input: { keep: canaries.former } });
    await first.next('paused');
    await first.evaluate(`Object.prototype.left = ${JSON.stringify(canaries.former)}`, { effects: true });
    first.session.resume('on');
    await first.outcome;
    const second = await look(keeps, { input: { keep: 'mine' } });
    const paused = await second.next('paused');
    expectNothingIn(
      JSON.stringify(await second.evaluate('JSON.stringify([kept, ({}).left])')) +
        (await everythingFrom(second, paused.frames[0]?.scopes.map(({ of }) => of) ?? [])),
    );
    second.session.resume('on');
    expect(await second.outcome).toMatchObject({ result: [['mine'], 'mine'] });
  });
});

describe('a runner that somebody broke out of', () => {
  const place = { line: 0, column: 0 };
  const frame = { name: 'f', ...place, waits: false, scopes: [] };
  const paused = { type: 'paused', why: 'step', error: null, frames: [frame] };
  const opened = () => {
    const heard: unknown[] = [];
    const compiled = { id: 'x', name: 'looked', code: '', map: '{"sources":["looked.ts"],"mappings":"AAAA"}' };
    const session = new DebugSession(
      compiled,
      { breakpoints: [], errors: 'none' },
      (message) => heard.push(message),
      () => {},
    );
    return { session, heard, tells: (told: unknown) => session.told(typeof told === 'string' ? told : JSON.stringify(told)) };
  };

  test.each([
    ['no JSON', '{'],
    ['what is no message', { type: 'escaped' }],
    ['more frames than there may be', { ...paused, frames: Array.from({ length: 101 }, () => frame) }],
    ['a text that is too long', { ...paused, frames: [{ ...frame, name: 'x'.repeat(201) }] }],
    ['a reason that is none', { ...paused, why: 'escaped' }],
    ['values without numbers', { type: 'values', request: 'one', total: 1, values: [] }],
    ['a place before the first', { ...paused, frames: [{ ...frame, line: -1 }] }],
    [
      'too many values',
      {
        type: 'values',
        request: 1,
        total: 1e9,
        values: Array.from({ length: 101 }, () => ({ name: 'a', value: { kind: 'number', text: '1', of: null } })),
      },
    ],
  ])('D11 is not believed %s', (_name, told) => {
    const { tells, heard } = opened();
    expect(tells({ type: 'placed', request: 0, places: [] })).toBe(true);
    expect(tells(told)).toBe(false);
    expect(heard).toHaveLength(1);
  });

  test('D11 tells one pause and no other, and answers only what was asked', () => {
    const { tells, heard, session } = opened();
    expect(tells(paused)).toBe(false);
    expect(tells({ type: 'placed', request: 0, places: [] })).toBe(true);
    expect(tells({ type: 'placed', request: 0, places: [] })).toBe(false);
    expect(tells(paused)).toBe(true);
    expect([tells(paused), tells({ type: 'resumed' })]).toEqual([false, false]);
    session.resume('on');
    expect([tells({ type: 'resumed' }), tells({ type: 'resumed' })]).toEqual([true, false]);
    const before = heard.length;
    // Too late is not wrong, and is told to nobody.
    expect(tells({ type: 'evaluated', request: 7, threw: false, value: { kind: 'string', text: 'escaped', of: null } })).toBe(true);
    expect(heard).toHaveLength(before);
    session.ended();
  });
});
