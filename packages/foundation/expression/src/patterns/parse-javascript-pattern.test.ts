import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { javascriptPattern } from './javascript-pattern.ts';
import { parseJavascriptPattern } from './parse-javascript-pattern.ts';
import { javascriptPatternOf } from './pattern.ts';
import { runMachine } from './pattern-machine.ts';
import { patternProgram } from './pattern-program.ts';

const uncounted = { step() {} };

/** Whether each of the two engines finds a match; null where one cannot be asked. */
function found(pattern: string, text: string) {
  const tree = parseJavascriptPattern(pattern);
  const program = tree === null ? null : patternProgram(tree);
  return {
    javascript: tree === null ? null : (javascriptPattern(tree)?.test(text) ?? null),
    machine: program === null ? null : runMachine(program, 0, text, 0, () => {}) !== null,
  };
}

test.each([
  // As documents of others have them.
  ['^[A-Z]{6,6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3,3}){0,1}$', 'DEUTDEFF500', 'DEUTDEF'],
  ['^(?!\\s*$).+', ' a', '  '],
  ['^(?=.*\\d)(?=.*[a-z])(?!.*\\s).{4,8}$', 'abc1', 'abcd'],
  ['^[\\w.\\-]+@[\\w\\-]+(\\.[\\w\\-]+)+$', 'a.b-c@d-e.f', 'a@b'],
  ['^[\\w-.]+$', 'a-b.c', 'a b'],
  ['^(\\([0-9]{3}\\))?[0-9]{3}-[0-9]{4}$', '(888)555-1212', '(888)5551212'],
  ['^\\p{Letter}\\p{Nd}$', 'ä٣', '3ä'],
  ['\\bcat\\b', 'a cat.', 'concat'],
  ['o\\B', 'ox', 'o'],
  ['^.$', '😀', '\u2028'],
  ['^\\ud83d\\ude00$', '😀', '\ud83d'],
  ['^[\\u{1F600}-\\u{1F610}]$', '😀', 'x'],
  ['^\\x41\\cJ\\0$', 'A\n\0', 'A'],
  ['(?<=\\$)\\d+(?!\\d|%)', '$12', '12'],
  ['(?<!a)b', 'cb', 'ab'],
  ['^[^]$', '\n', ''],
  ['^[\\b]$', '\b', 'b'],
  ['^[a\\]]$', ']', 'b'],
  ['^[-a]$', '-', 'b'],
  ['^[a-]$', '-', 'b'],
  ['^(?<year>\\d{4})$', '2026', '226'],
  ['^#([a-f0-9]{6}|[a-f0-9]{3})$', '#fff', '#ffff'],
  ['^\\/(?:[^~]|~[01])*$', '/a~1', '/~'],
])('%s takes %j and not %j', (pattern, fits, not) => {
  expect([found(pattern, fits), found(pattern, not)]).toEqual([
    { javascript: true, machine: true },
    { javascript: false, machine: false },
  ]);
});

test('what refers to its own groups is asked of JavaScript alone', () => {
  expect(found('^(?<quote>["\']).*\\k<quote>$', '"a"')).toEqual({ javascript: true, machine: null });
  expect(found('^(["\']).*\\1$', '"a\'')).toEqual({ javascript: false, machine: null });
  expect(found('(\\()[()]\\1', '()(')).toEqual({ javascript: true, machine: null });
});

test.each(['(', '[a', 'a**', '\\A', '\\z', '(?i)a', '\\p{IsGreek}', '^[\\q]$', '\\1', '(?>a)', `${'a'.repeat(2_001)}`])(
  '%s is no pattern',
  (pattern) => {
    expect(javascriptPatternOf(pattern)).toBeNull();
  },
);

describe('nothing takes for ever', () => {
  const many = 'a'.repeat(20_000);
  test.each([
    ['^(a+)+$', `${many}!`, false],
    ['^(?=(a+)+$)', `${many}!`, false],
    ['^(?!(a|aa)+$).*', `${many}!`, true],
    ['(?<=(a*)*b)c', `${many}c`, false],
    ['^((?=a)a*)*$', `${many}!`, false],
    ['(?=(?=(?=a*b)a*b)a*b)', many, false],
  ])('%s', (pattern, text, expected) => {
    let steps = 0;
    expect(javascriptPatternOf(pattern)?.test(text, { step: (count) => (steps += count) })).toBe(expected);
    expect(steps).toBeLessThan(20_000);
  });
});

test('both engines find what JavaScript finds in the pattern as it is written', () => {
  const letter = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\W', '\\s', '😀', '[\\s\\S]', '\\u{61}', '[a-c😀]');
  const edge = fc.constantFrom('^', '$', '\\b', '\\B');
  const { pattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4 },
      tie('atom'),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(fc.constantFrom('?=', '?!', '?<=', '?<!'), tie('pattern')).map(([head, of]) => `(${head}${of})`),
    ),
    atom: fc.oneof(
      letter,
      edge,
      fc.tuple(letter, fc.constantFrom('*', '+', '?', '*?', '{2}', '{1,2}', '{2,}')).map(([a, b]) => a + b),
      tie('pattern').map((inner) => `(${inner}|b)*`),
    ),
  }));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '\n', '😀'), maxLength: 10 });
  fc.assert(
    fc.property(pattern, text, (written, given) => {
      const is = new RegExp(written, 'u').test(given);
      expect(found(written, given)).toEqual({ javascript: is, machine: is });
      expect(javascriptPatternOf(written)?.test(given, uncounted)).toBe(is);
    }),
    { seed: 20261130, numRuns: 1_000 },
  );
});
