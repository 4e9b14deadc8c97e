import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultLimits, messageBytes } from '../limits.ts';
import type { Enclosure } from '../walls/enclosure.ts';
import type { ProgramFiles } from '../walls/program-files.ts';
import { memoryOf, processorTimeOf } from './process-tree.ts';
import { type RunnerCall, RunnerProcess } from './runner-process.ts';

const files: ProgramFiles = { folder: '/', node: process.execPath, compiler: '' };

/** A runner whose program is a stranger's: `tell` says a frame, `raw` bytes, `heard` is called with what the server says. */
const stranger = (body: string): Enclosure => ({
  name: 'plain',
  command: () => ({
    file: process.execPath,
    args: [
      '-e',
      `const raw = (text) => process.stdout.write(text);
      const tell = (frame) => raw(JSON.stringify(frame) + '\\n');
      let heard = () => {};
      let left = '';
      process.stdin.on('data', (part) => {
        const lines = (left + part).split('\\n');
        left = lines.pop();
        for (const line of lines) heard(JSON.parse(line));
      });
      process.stdin.on('end', () => process.exit());
      ${body}
      tell({ type: 'ready', surroundings: {} });`,
    ],
    cwd: '/',
  }),
});

let runner: RunnerProcess | undefined;
afterEach(() => runner?.kill());
const never = new AbortController().signal;

const asks: string[] = [];
const call: RunnerCall = {
  function: { id: 'f', code: '' },
  input: '{}',
  key: 'k',
  limits: { ...defaultLimits, cpu: 300, time: 3000 },
  ask: async (text) => {
    asks.push(text);
    return '{"value":null}';
  },
  log: () => undefined,
};
const start = async (body: string) => {
  asks.length = 0;
  runner = await RunnerProcess.start(files, stranger(body), 0);
  return runner;
};
/** What a runner makes of a call that it answers by some code; `frame` is the call. */
const answering = async (body: string) => (await start(`heard = (frame) => { if (frame.type === 'call') { ${body} } };`)).run(call, never);

describe('I5 what a stranger says in place of a runner', () => {
  test.each([
    [
      'a result beyond every limit',
      `tell({ type: 'done', call: frame.call, result: '"' + 'x'.repeat(${messageBytes + 10}) + '"', cpu: 1, memory: 1 });`,
    ],
    ['processor time without an end', `raw('{"type":"done","call":' + frame.call + ',"result":"1","cpu":1e999,"memory":1}\\n');`],
    ['processor time that was given back', `tell({ type: 'done', call: frame.call, result: '1', cpu: -5, memory: 1 });`],
    ['memory without an end', `raw('{"type":"done","call":' + frame.call + ',"result":"1","cpu":1,"memory":1e999}\\n');`],
    ['a request beyond every limit', `tell({ type: 'ask', call: frame.call, request: 1, text: 'x'.repeat(${messageBytes + 10}) });`],
    ['a request that is no number', `raw('{"type":"ask","call":' + frame.call + ',"request":1e999,"text":"{}"}\\n');`],
    [
      'a failure of another kind',
      `tell({ type: 'failed', call: frame.call, failure: { reason: 'granted', name: '', message: '', stack: '', code: '' }, cpu: 1, stuck: false });`,
    ],
    [
      'a failure with megabytes of words',
      `tell({ type: 'failed', call: frame.call, failure: { reason: 'thrown', name: '', message: 'x'.repeat(5e6), stack: '', code: '' }, cpu: 1, stuck: false });`,
    ],
    ['no frame', `raw('x\\n');`],
    ['half a frame and no more', `process.stdout.end('{"type":"do');`],
    ['nothing any more, and lives on', `process.stdout.end(); setInterval(() => {}, 1000);`],
    [
      'a line without an end',
      `const part = 'x'.repeat(1e6); const more = () => raw(part, more); for (let at = 0; at < 30; at++) raw(part);`,
    ],
  ])('%s: it is ended, and its call is told as lost', async (_, body) => {
    expect(await answering(body)).toEqual({ kind: 'lost' });
    expect(runner?.ended).toBe(true);
    expect(asks).toEqual([]);
  });

  test('of other calls, of none, and twice: only the call that there is is believed, once', async () => {
    const outcome = await answering(`
      for (const other of [0, -1, 1e9, 0.5]) tell({ type: 'done', call: other, result: '"theirs"', cpu: 1, memory: 1 });
      tell({ type: 'ready', surroundings: {} });
      tell({ type: 'done', call: frame.call, result: '"own"', cpu: 1, memory: 1, __proto__: 1, more: [] });
      tell({ type: 'done', call: frame.call, result: '"again"', cpu: 1, memory: 1 });`);
    expect(outcome).toEqual({ kind: 'done', result: '"own"', cpu: 1, memory: 1 });
    expect(runner?.ended).toBe(false);
  });
});

describe.skipIf(process.platform !== 'linux')('I6 a runner that works on its own account is ended from outside', () => {
  test('where it takes memory when its call is over', async () => {
    const outcome = await answering(`
      tell({ type: 'done', call: frame.call, result: '1', cpu: 1, memory: 1 });
      globalThis.all = []; setTimeout(() => { for (let at = 0; at < 12; at++) all.push(Buffer.alloc(1e8, 1)); }, 50);`);
    expect(outcome.kind).toBe('done');
    await expect.poll(() => runner?.ended, { timeout: 15_000 }).toBe(true);
  });

  test('its processor time is that of all its threads, as the system counts it', async () => {
    const child = spawn(process.execPath, ['-e', `new (require('node:worker_threads').Worker)('for (;;);', { eval: true });`]);
    await expect.poll(() => processorTimeOf(child), { timeout: 15_000 }).toBeGreaterThan(200);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect([processorTimeOf(child), memoryOf(child)]).toEqual([0, 0]);
  });
});
