import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FunctionHost } from '../function-host.ts';
import { type Looking, linesOf, lookAt } from './testing-debug.ts';

let host: FunctionHost;
beforeAll(async () => {
  host = new FunctionHost();
  await host.start();
}, 60_000);
afterAll(() => host.close());
const look = (source: string, { context = testContext(), ...looking }: Looking & { readonly context?: RequestContext } = {}) =>
  lookAt(context, host, source, looking);

const adding = `interface Price { readonly amount: number }
const rate = 2;

/** Adds what is there. */
export default ({ prices }: { prices: readonly Price[] }): number => {
  let sum = 0;
  for (const { amount } of prices) {
    sum += doubled(amount);
  }
  console.log('sum', sum);
  return sum;
};

function doubled(amount: number): number {
  const twice = amount * rate;
  return twice;
}
`;
const input = { prices: [{ amount: 1 }, { amount: 5 }] };

const waiting = `export default async ({ from }: { from: number }) => {
  const first = await later(from);
  const second = await later(first);
  return first + second;
};

async function later(value: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  const next = value + 1;
  return next;
}
`;

describe('where it stops', { timeout: 60_000 }, () => {
  test('D1 at a breakpoint, in the lines that its maker wrote, with what is there, and goes on', async () => {
    const looked = await look(adding, { input, breakpoints: [{ line: 8 }, { line: 13 }, { line: 400 }] });
    // A line on which nothing is done leads to the next that does something; behind the last there is none.
    expect((await looked.next('placed')).lines).toEqual([8, 15, null]);
    const paused = await looked.next('paused');
    expect(paused).toMatchObject({ why: 'breakpoint', error: null, frames: [{ line: 8, waits: false }] });
    expect(await looked.scope(paused, 'local')).toMatchObject({ prices: 'Array(2) [Object, Object]' });
    expect(await looked.scope(paused, 'block')).toEqual({ amount: '1', sum: '0' });
    looked.session.resume('on');
    await looked.next('resumed');
    const within = await looked.next('paused');
    expect(linesOf(within)).toEqual([15, 8]);
    expect(within.frames[0]?.name).toBe('doubled');
    expect(await looked.scope(within, 'module')).toMatchObject({ rate: '2' });
    looked.session.setBreakpoints(1, []);
    expect((await looked.next('placed')).lines).toEqual([]);
    looked.session.resume('on');
    expect(await looked.outcome).toMatchObject({ result: 12, logs: [{ text: 'sum 12', place: 'looked.ts:10:11' }] });
    expect(looked.heard.filter(({ type }) => type === 'logged')).toHaveLength(1);
  });

  test('D1 at a breakpoint with a condition only where it is true, and at a `debugger` statement', async () => {
    const looked = await look(adding, { input, breakpoints: [{ line: 8, condition: 'amount > 4' }] });
    const paused = await looked.next('paused');
    expect(await looked.scope(paused, 'block')).toMatchObject({ amount: '5' });
    looked.session.resume('on');
    expect(await looked.outcome).toMatchObject({ result: 12 });
    const later = await look(adding, { input, breakpoints: [{ line: 8 }] });
    await later.next('paused');
    later.session.setBreakpoints(1, [{ line: 8, condition: 'amount > 4' }]);
    later.session.resume('on');
    expect(await later.scope(await later.next('paused'), 'block')).toMatchObject({ amount: '5' });
    later.stop();
    const stated = await look('const top = 1;\ndebugger;\nexport default () => {\n  debugger;\n  return top;\n};\n');
    expect(await stated.next('paused')).toMatchObject({ why: 'statement', frames: [{ line: 2 }] });
    stated.session.resume('on');
    expect(linesOf(await stated.next('paused'))).toEqual([4]);
    stated.session.resume('on');
    expect(await stated.outcome).toMatchObject({ result: 1 });
  });

  test('D2 after steps over, into and out of what it calls', async () => {
    const looked = await look(adding, { input, breakpoints: [{ line: 8 }] });
    await looked.next('paused');
    const step = async (how: 'over' | 'into' | 'out') => {
      looked.session.resume(how);
      return linesOf(await looked.next('paused'));
    };
    expect(await step('into')).toEqual([15, 8]);
    expect(await step('over')).toEqual([16, 8]);
    // The rest of the line from which it was called does nothing more.
    expect(await step('out')).toEqual([7]);
    looked.session.setBreakpoints(1, []);
    const lines: number[] = [];
    while (lines.at(-1) !== 11) lines.push(...(await step('over')));
    expect(lines).toContain(10);
    looked.session.resume('on');
    expect(await looked.outcome).toMatchObject({ result: 12 });
  });

  test('D2 a step over an await comes back to where it was, and one into it stops within', async () => {
    const looked = await look(waiting, { input: { from: 1 }, breakpoints: [{ line: 2 }] });
    await looked.next('paused');
    const lines: number[] = [2];
    while (lines.at(-1) !== 4) {
      looked.session.resume('over');
      const paused = await looked.next('paused');
      expect(paused.why).toBe('step');
      lines.push(linesOf(paused)[0] ?? 0);
    }
    expect([...new Set(lines)]).toEqual([2, 3, 4]);
    looked.session.resume('on');
    expect(await looked.outcome).toMatchObject({ result: 5 });
    const within = await look(waiting, { input: { from: 1 }, breakpoints: [{ line: 9 }] });
    const paused = await within.next('paused');
    // What waits for it is shown below, without values.
    expect(paused.frames.map(({ line, waits }) => [line, waits])).toEqual([
      [9, false],
      [2, true],
    ]);
    within.session.setBreakpoints(1, []);
    within.session.resume('out');
    expect(linesOf(await within.next('paused'))[0]).toBeLessThanOrEqual(3);
    within.session.resume('on');
    expect(await within.outcome).toMatchObject({ result: 5 });
  });

  test('D3 at errors that nobody catches, or at all, with the error', async () => {
    const source = `export default async () => {
  try { await broken('caught'); } catch { }
  await broken('free');
};
async function broken(how: string) {
  await 0;
  throw new RangeError(how);
}
`;
    const looked = await look(source, { errors: 'uncaught' });
    expect(await looked.next('paused')).toMatchObject({
      why: 'error',
      error: { kind: 'error', text: 'RangeError: free' },
      frames: [{ line: 7 }, { line: 3 }],
    });
    looked.session.resume('on');
    expect(await looked.outcome).toMatchObject({ code: 'functions.failed', message: expect.stringContaining('RangeError: free') });
    const all = await look(source, { errors: 'all' });
    expect((await all.next('paused')).error?.text).toBe('RangeError: caught');
    all.session.stopAt('none');
    all.session.resume('on');
    expect(await all.outcome).toMatchObject({
      code: 'functions.failed',
      details: { stack: [expect.stringContaining('looked.ts:7:'), expect.anything()] },
    });
    const sync = await look(`export default () => { throw Object.assign(new Error('at once'), { code: 'mine' }); };`, {
      errors: 'uncaught',
    });
    expect((await sync.next('paused')).why).toBe('error');
    sync.session.resume('on');
    expect(await sync.outcome).toMatchObject({ details: { thrown: 'mine' } });
  });

  test('D4 in a loop when it is asked to, and while it waits at what it does next', async () => {
    const looked = await look('export default () => {\n  let at = 0;\n  for (;;) at++;\n};\n', { limits: { cpu: 20_000 } });
    await looked.next('placed');
    looked.session.pause();
    // The first time it has perhaps hardly begun.
    for (let line: number | undefined; line !== 3; ) {
      const paused = await looked.next('paused');
      expect(paused.why).toBe('pause');
      [line] = linesOf(paused);
      if (line === 3) break;
      looked.session.resume('on');
      looked.session.pause();
    }
    looked.stop();
    expect(await looked.outcome).toMatchObject({ code: 'functions.interrupted' });
    const waits = 'while (!go) await new Promise((resolve) => setTimeout(resolve, 20));';
    const idle = await look(`let go = false;\nexport default async () => {\n  ${waits}\n  return 1;\n};\n`, { limits: { time: 60_000 } });
    await idle.next('placed');
    for (let isTold = false; !isTold; ) {
      idle.session.pause();
      expect((await idle.next('paused')).why).toBe('pause');
      // Before it has begun there is no such variable.
      const answer = await idle.evaluate('go = true', { effects: true });
      isTold = answer.type === 'evaluated' && !answer.threw;
      idle.session.resume('on');
    }
    expect(await idle.outcome).toMatchObject({ result: 1 });
  });
});

describe('what it takes', { timeout: 60_000 }, () => {
  test('D5 standing still uses neither its time nor its processor, running does', async () => {
    const looked = await look('export default () => {\n  debugger;\n  for (;;);\n};\n', { limits: { cpu: 300, time: 1500 } });
    await looked.next('paused');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await looked.evaluate('1 + 1')).toMatchObject({ threw: false, value: { text: '2' } });
    looked.session.resume('on');
    expect(await looked.outcome).toMatchObject({ code: expect.stringMatching(/functions\.(cpu|time)-exceeded/) });
  });

  test('D5 an evaluation has a limit of its own, and the call goes on', async () => {
    const looked = await look('export default () => {\n  let a = 1;\n  debugger;\n  return a;\n};\n');
    await looked.next('paused');
    expect(await looked.evaluate('for (;;);', { effects: true })).toMatchObject({ type: 'refused' });
    expect(await looked.evaluate('a = 2')).toMatchObject({ threw: true });
    expect(await looked.evaluate('a')).toMatchObject({ value: { kind: 'number', text: '1' } });
    expect(await looked.evaluate('a = 7', { effects: true })).toMatchObject({ threw: false, value: { text: '7' } });
    expect(await looked.evaluate('nothing.here')).toMatchObject({ threw: true, value: { text: 'ReferenceError: nothing is not defined' } });
    expect(await looked.evaluate('a', { frame: 3 })).toMatchObject({ type: 'refused' });
    looked.session.resume('on');
    expect(await looked.outcome).toMatchObject({ result: 7 });
  });

  test('D6 two are debugged at once and know nothing of each other, whatever tenants they are of', async () => {
    const tenants = [randomUUID(), randomUUID()];
    const source =
      'export default ({ mine }) => {\n  globalThis.kept = [globalThis.kept, mine];\n  debugger;\n  return globalThis.kept;\n};\n';
    const all = await Promise.all(
      tenants.map((id) => look(source, { input: { mine: id }, context: testContext({ tenant: { id, key: 'some' } }) })),
    );
    for (const [at, looked] of all.entries()) {
      await looked.next('paused');
      expect(await looked.evaluate('JSON.stringify(kept)')).toMatchObject({ value: { text: JSON.stringify([null, tenants[at]]) } });
    }
    for (const looked of all) looked.session.resume('on');
    for (const [at, looked] of all.entries()) expect(await looked.outcome).toMatchObject({ result: [null, tenants[at]] });
  });
});

describe('values', { timeout: 60_000 }, () => {
  test('D7 huge, cyclic, hostile and odd ones are shown in bounds, unfolded a part at a time, and none of their code is run', async () => {
    const source = `export default () => {
  const long = 'x'.repeat(5_000_000);
  const many = Array.from({ length: 250_000 }, (_, at) => at);
  const cyclic: Record<string, unknown> = { name: 'round' };
  cyclic.self = cyclic;
  let ran = 0;
  const sly = { get value() { ran++; return 1; }, deep: { a: [1, { b: null }] }, [Symbol('sign')]: 1n };
  const proxy = new Proxy({}, { get() { ran++; return 1; }, ownKeys() { ran++; return []; }, getOwnPropertyDescriptor() { ran++; return undefined; } });
  const map = new Map<unknown, unknown>([['k', { v: 1 }], [{ o: 1 }, 2]]);
  const set = new Set(['one']);
  const bytes = Uint8Array.of(1, 2);
  const when = new Date(0);
  const wrong = new TypeError('odd');
  debugger;
  return ran + long.length + many.length + [cyclic, sly, proxy, map, set, bytes, when, wrong].length;
};
`;
    const looked = await look(source);
    const paused = await looked.next('paused');
    const [scope] = paused.frames[0]?.scopes ?? [];
    const locals = new Map((await looked.parts(scope?.of ?? null)).map(({ name, value }) => [name, value]));
    const part = async (name: string, from = 0) =>
      (await looked.parts(locals.get(name)?.of ?? null, from)).map((each) => [each.name, each.value.text]);
    expect(locals.get('long')?.text).toHaveLength(1001);
    expect(locals.get('many')?.text).toContain('Array(250000)');
    expect((await part('many', 249_998)).at(-1)).toEqual(['249999', '249999']);
    expect(await looked.parts(locals.get('many')?.of ?? null)).toHaveLength(100);
    const self = (await looked.parts(locals.get('cyclic')?.of ?? null)).find(({ name }) => name === 'self');
    expect((await looked.parts(self?.value.of ?? null)).map(({ name }) => name)).toEqual(['name', 'self']);
    expect(await part('sly')).toEqual([
      ['value', '(…)'],
      ['deep', '{a: Array(2)}'],
      ['Symbol(sign)', '1n'],
    ]);
    expect(locals.get('proxy')).toMatchObject({ of: null });
    expect(await part('map')).toEqual([
      ['k', '{v: 1}'],
      ['1', expect.stringContaining('key')],
    ]);
    expect(await part('set')).toEqual([['0', 'one']]);
    expect(await part('bytes')).toEqual([
      ['0', '1'],
      ['1', '2'],
    ]);
    expect(locals.get('when')?.kind).toBe('date');
    expect(locals.get('wrong')?.text).toBe('TypeError: odd');
    expect(await looked.evaluate('ran')).toMatchObject({ value: { text: '0' } });
    // What was unfolded means nothing after the pause.
    looked.session.resume('on');
    expect(await looked.outcome).toMatchObject({ result: 5_250_008 });
    expect(await Promise.race([looked.parts(scope?.of ?? null).then(() => 'answered'), looked.outcome.then(() => 'ended')])).toBe('ended');
  });
});
