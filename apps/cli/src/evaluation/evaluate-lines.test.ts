import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { numberText, randomFrom } from '../testing-numbers.ts';
import { runPlinth, startPlinth } from '../testing-process.ts';

const lines = (...more: string[]) => ['expression', 'evaluate', '--lines', ...more];

async function answersTo(questions: readonly (string | Buffer)[], ...more: string[]) {
  const input = Buffer.concat(questions.map((question) => Buffer.concat([Buffer.from(question), Buffer.from('\n')])));
  const { code, out, notes } = await runPlinth(lines(...more), input);
  expect([code, notes]).toEqual([0, '']);
  expect(out.endsWith('\n')).toBe(true);
  return out.trimEnd().split('\n');
}

/** Would grow until nothing holds it: by copies of a list, and by looking at one that stands in itself 2^60 times. */
const growing = 'for i in 1..40 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])';
const endless = 'count(flatten(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]))';
/** Takes seconds to come to the limit of its steps. */
const slow = 'count(for i in 1..20000 return split(pad left(string(i), 3000, ","), ","))';
const ask = (id: number, expression: string) => JSON.stringify({ id, expression });

describe('plinth expression evaluate --lines', { timeout: 60_000 }, () => {
  test('answers each line in order, with its id as it was written', async () => {
    const answers = await answersTo([
      '{"id":1.0,"expression":"a + 1","context":{"a":9007199254740993}}',
      '{"id":{"k":[12345678901234567890,-0]},"expression":"a","context":{"a":0.1000000000000000055511151231257827}}',
      '{"expression":"b.first name","context":{"b":{"first name":"Ada"}}}',
      '{"id":"d","expression":"d + duration(\\"P1D\\")","context":"{d: @\\"2026-01-31\\"}"}',
      '{"id":null,"expression":"x.y + 1","context":{"x":{"y":"1"}}}',
    ]);
    expect(answers).toEqual([
      '{"id":1.0,"value":9007199254740994,"type":"number","diagnostics":[]}',
      '{"id":{"k":[12345678901234567890,-0]},"value":0.1000000000000000055511151231257827,"type":"number","diagnostics":[]}',
      '{"value":"Ada","type":"string","diagnostics":[]}',
      '{"id":"d","value":"2026-02-01","type":"date","diagnostics":[]}',
      '{"id":null,"value":null,"type":"null","diagnostics":[{"severity":"error","message":"string + number has no result","position":{"line":1,"column":1,"from":0,"to":7}}]}',
    ]);
  });

  test('what is no question is answered with an error, and the next with its value', async () => {
    const wrong: [string | Buffer, string][] = [
      ['', 'malformed-line'],
      ['{', 'malformed-line'],
      ['[1]', 'malformed-line'],
      ['null', 'malformed-line'],
      ['{"expression":1}', 'malformed-line'],
      ['{"expresion":"1"}', 'malformed-line'],
      [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'malformed-line'],
      ['{"expression":"1","context":[1]}', 'not-a-context'],
      ['{"expression":"1","context":"1 + 1"}', 'not-a-context'],
      ['{"expression":"a","context":{"a":1e9999}}', 'number-out-of-range'],
      [`{"expression":"1","context":{"a":"${'x'.repeat(10_000_000)}"}}`, 'line-too-long'],
      [`{"expression":"1","context":{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}}`, 'too-large'],
    ];
    const answers = await answersTo(wrong.flatMap(([line]) => [line, ask(7, '7')]));
    expect(answers).toHaveLength(2 * wrong.length);
    for (const [index, [line, code]] of wrong.entries()) {
      expect(JSON.parse(answers[2 * index] ?? ''), String(line).slice(0, 80)).toMatchObject({ error: { code: `cli.${code}` } });
      expect(answers[2 * index + 1]).toBe('{"id":7,"value":7,"type":"number","diagnostics":[]}');
    }
  });

  test('an expression that is none is answered with the place of the mistake', async () => {
    const [answer = ''] = await answersTo(['{"id":1,"expression":"1 +\\n* 2"}']);
    expect(JSON.parse(answer)).toMatchObject({
      id: 1,
      error: { code: 'expression.invalid', diagnostics: [{ severity: 'error', from: 4 }] },
    });
    const [strict = ''] = await answersTo([ask(2, '1 + "a"')], '--strict');
    expect(JSON.parse(strict)).toMatchObject({ id: 2, error: { code: 'expression.invalid', diagnostics: [{ code: 'type' }] } });
  });

  test('what takes too long is ended and answered; all others are answered as ever', async () => {
    const questions = Array.from({ length: 600 }, (_, id) => ask(id, `${id} * 2`));
    questions[3] = ask(3, slow);
    questions[550] = ask(550, slow);
    const answers = (await answersTo(questions, '--time-limit', '1')).map((text) => JSON.parse(text));
    expect(answers).toHaveLength(600);
    for (const [index, { id, value, error }] of answers.entries()) {
      expect(id).toBe(index);
      if (index === 3 || index === 550) expect(error.code).toBe('cli.too-slow');
      else expect(value).toBe(index * 2);
    }
  });

  test('what would never end comes to the limit of its steps', async () => {
    // In less than a second of work; the time is for machines that are busy with something else.
    const answers = await answersTo([ask(1, growing), ask(2, '2'), ask(3, endless), ask(4, '4')], '--time-limit', '50');
    expect(answers.map((text) => JSON.parse(text))).toMatchObject([
      { id: 1, error: { code: 'expression.limit' } },
      { id: 2, value: 2 },
      { id: 3, error: { code: 'expression.limit' } },
      { id: 4, value: 4 },
    ]);
  });

  test('what would outgrow memory comes to the limit of its steps before', async () => {
    const large = `for i in 1..990000 return [${Array.from({ length: 150 }, () => 'i').join(', ')}]`;
    const [answer = ''] = await answersTo([ask(1, large)], '--time-limit', '50');
    expect(JSON.parse(answer)).toMatchObject({ id: 1, error: { code: 'expression.limit' } });
  });

  test('steps are bounded', async () => {
    const [answer = ''] = await answersTo([ask(1, 'count(for i in 1..2000, j in 1..2000 return i)')]);
    expect(JSON.parse(answer)).toMatchObject({ id: 1, error: { code: 'expression.limit' } });
  });

  test('a question is answered before the next is asked', async () => {
    const { process: running, ended } = startPlinth(lines());
    for (const id of [1, 2, 3]) {
      running.stdin?.write(`${ask(id, `${id} + 1`)}\n`);
      const [chunk] = await once(running.stdout ?? running, 'data');
      expect(JSON.parse(String(chunk))).toMatchObject({ id, value: id + 1 });
    }
    running.stdin?.end();
    expect((await ended).code).toBe(0);
  });

  test('a last line needs no end, and no line needs no answer', async () => {
    expect((await runPlinth(lines(), '{"expression":"1"}')).out).toBe('{"value":1,"type":"number","diagnostics":[]}\n');
    expect(await runPlinth(lines(), '')).toMatchObject({ code: 0, out: '' });
  });

  test('it reads no faster than its answers are taken', async () => {
    const { process: running, ended } = startPlinth(lines());
    running.stdout?.pause();
    const block = `${ask(1, `"${'x'.repeat(1000)}"`)}\n`.repeat(1000);
    let taken = 0;
    const feed = async () => {
      for (let blocks = 0; blocks < 100; blocks++) {
        if (running.stdin?.write(block) === false) await once(running.stdin, 'drain');
        taken++;
      }
      running.stdin?.end();
    };
    const fed = feed();
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(taken).toBeLessThan(20);
    running.stdout?.resume();
    await fed;
    const { code, out } = await ended;
    expect([code, out.trimEnd().split('\n').length]).toEqual([0, 100_000]);
  });

  test('Ctrl-C ends it, and so does a reader who has had enough', async () => {
    const cancelled = startPlinth(lines());
    cancelled.process.stdin?.write(`${ask(1, '1')}\n`);
    await once(cancelled.process.stdout ?? cancelled.process, 'data');
    cancelled.process.kill('SIGINT');
    expect((await cancelled.ended).code).toBe(130);
    const left = startPlinth(lines());
    left.process.stdin?.write(`${ask(1, '1')}\n`);
    await once(left.process.stdout ?? left.process, 'data');
    left.process.stdout?.destroy();
    left.process.stdin?.write(`${ask(2, '2')}\n`);
    const { code, notes } = await left.ended;
    expect([code, notes]).toEqual([0, '']);
  });

  test('3,000 numbers of up to 34 digits come back as they are', async () => {
    const random = randomFrom(128);
    const texts = Array.from({ length: 3000 }, () => numberText(random));
    const answers = await answersTo(texts.map((text) => `{"expression":"[a, a = number(t)]","context":{"a":${text},"t":"${text}"}}`));
    for (const [index, text] of texts.entries()) {
      const printed = /^\{"value":\[(.+),true\],/.exec(answers[index] ?? '')?.[1];
      expect(printed, `${text}: ${answers[index]}`).toBeDefined();
      expect(exactly(printed ?? '')).toBe(exactly(text));
    }
  });
});

/** A number of JSON in one form, by its digits alone: `-125e-1`. */
function exactly(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? '0' : `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}
