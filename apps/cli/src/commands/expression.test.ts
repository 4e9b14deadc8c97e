import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runIn, temporaryFolder } from '../testing.ts';
import { runPlinth, startPlinth } from '../testing-process.ts';

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const evaluate = (...words: string[]) => runIn(folder, ['expression', 'evaluate', ...words]);

describe('plinth expression evaluate', () => {
  test.each([
    ['0.1 + 0.2', '0.3'],
    ['"as it is"', 'as it is'],
    ['@"2026-01-31"', '2026-01-31'],
    ['[1..10)', '[1..10)'],
    ['[@"P1M", "a", null, true]', '[@"P1M", "a", null, true]'],
    ['{a: 1, first name: "x"}', '{a: 1, first name: "x"}'],
    ['function(a) a', 'function(a)'],
  ])('%s prints %s', async (text, printed) => {
    expect(await evaluate(text)).toMatchObject({ code: 0, out: `${printed}\n`, notes: '' });
  });

  test('values come from JSON with every digit, with names of several words', async () => {
    const { code, out } = await evaluate(
      'net price * n',
      '--context',
      '{"net price": 0.1000000000000000055511151231257827, "n": 1e400}',
      '--json',
    );
    expect(code).toBe(0);
    expect(out).toContain('"value": 1000000000000000055511151231257827E+366');
    expect((await evaluate('a + 1', '--context', '{"a": 9007199254740993}')).out).toBe('9007199254740994\n');
  });

  test('a FEEL context carries what JSON cannot; texts of JSON stay texts', async () => {
    const context = '{due: @"2026-01-31"}';
    expect((await evaluate('due + duration("P1D")', '--context', context)).out).toBe('2026-02-01\n');
    expect((await evaluate('due instance of string', '--context', '{"due": "2026-01-31"}')).out).toBe('true\n');
    await writeFile(join(folder, 'context.feel'), context);
    expect((await evaluate('due.year', '--context', '@context.feel')).out).toBe('2026\n');
    expect(await evaluate('1', '--context', '@nothing.json')).toMatchObject({ code: 1, notes: expect.stringContaining('nothing.json') });
    expect(await evaluate('1', '--context', '{"a": 1')).toMatchObject({
      code: 3,
      notes: expect.stringContaining('neither a JSON object nor a FEEL context'),
    });
    expect((await evaluate('1', '--context', '[1]')).code).toBe(3);
  });

  test('the JSON says value, type and reasons with their places', async () => {
    const { code, out } = await evaluate('{d: @"2026-01-31",\n n: missing}', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      value: { d: '2026-01-31', n: null },
      type: 'context<d: date, n: any>',
      diagnostics: [{ severity: 'error', message: 'there is nothing of that name', position: { line: 2, column: 5, from: 23, to: 30 } }],
    });
  });

  test('null has its reasons beside it, unless types are to be right', async () => {
    expect(await evaluate('1 + "a"')).toMatchObject({
      code: 0,
      out: 'null\n',
      notes: 'error line 1, column 1: number + string has no result\n',
    });
    const refused = await evaluate('1 + "a"', '--strict', '--json');
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(JSON.parse(refused.notes)).toMatchObject({
      error: { code: 'expression.invalid', diagnostics: [{ severity: 'error', from: 0, to: 7 }] },
    });
    expect((await evaluate('a + 1', '--strict', '--context', '{"a": null}')).code).toBe(0);
    expect((await evaluate('b + 1', '--strict', '--context', '{"a": 1}')).code).toBe(3);
  });

  test('what is no FEEL, has no end or is called wrongly', async () => {
    expect(await evaluate('1 +')).toMatchObject({ code: 3, notes: expect.stringContaining('line 1, column 4') });
    expect(await evaluate('count(for i in 1..2000, j in 1..2000 return i)')).toMatchObject({
      code: 3,
      notes: expect.stringContaining('1000000 steps'),
    });
    expect(await evaluate('for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]')).toMatchObject({
      code: 3,
      notes: expect.stringContaining('1000000 steps'),
    });
    expect((await evaluate()).code).toBe(2);
    expect((await runIn(folder, ['expression', 'evalute', '1'])).code).toBe(2);
    expect((await evaluate('1', '--contxt', '{}')).notes).toContain('Did you mean --context?');
    expect((await evaluate('--lines', '--time-limit', 'soon')).code).toBe(2);
  });
});

describe('as a process', { timeout: 60_000 }, () => {
  test('result, errors and exit codes', async () => {
    expect(await runPlinth(['expression', 'evaluate', '1e400 * 3'])).toEqual({ code: 0, signal: null, out: '3E+400\n', notes: '' });
    expect(await runPlinth(['expression', 'evaluate', '1 +'])).toMatchObject({ code: 3, out: '' });
    expect((await runPlinth(['expression'])).code).toBe(2);
  });

  test('Ctrl-C ends an expression that takes long', async () => {
    const slow = 'count(for i in 1..20000 return split(pad left(string(i), 3000, ","), ","))';
    const { process: running, ended } = startPlinth(['expression', 'evaluate', slow]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    running.kill('SIGINT');
    expect((await ended).signal).toBe('SIGINT');
  });
});
