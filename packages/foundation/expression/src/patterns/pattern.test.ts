import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, evaluate } from '../index.ts';
import { javascriptPattern } from './javascript-pattern.ts';
import { parsePattern } from './parse-pattern.ts';
import { patternOf } from './pattern.ts';
import { runMachine } from './pattern-machine.ts';
import { patternProgram } from './pattern-program.ts';
import { parseReplacement } from './replacement.ts';

const value = (text: string) => evaluate(compile(text));
const uncounted = { step() {} };

test('a pattern is made once and begins anew each time', () => {
  const first = patternOf('a', '');
  expect(first?.test('ba', uncounted)).toBe(true);
  expect(patternOf('a', '')).toBe(first);
  expect(first?.test('ba', uncounted)).toBe(true);
  expect(value('every x in ["ba", "ca", "a"] satisfies matches(x, "a")')).toBe(true);
});

describe('patterns over which backtracking takes for ever are answered at once', () => {
  const many = 'a'.repeat(20_000);
  test.each([
    ['(a+)+$', `${many}b`, false],
    ['^(a|a)*$', `${many}b`, false],
    ['(a|aa)+$', `${many}b`, false],
    ['((a*)b)+c', many, false],
    ['(a?){30}a{30}', 'a'.repeat(30), true],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', many, false],
    ['a*a*a*a*a*a*a*b', 'a'.repeat(3_000), false],
    ['(x+x+)+y', 'x'.repeat(20_000), false],
    ['^(a+)+$', many, true],
    ['(.*)*(.*)*(.*)*z', many, false],
  ])('%s', (pattern, text, expected) => {
    let steps = 0;
    expect(patternOf(pattern, '')?.test(text, { step: (count) => (steps += count) })).toBe(expected);
    expect(steps).toBeLessThan(100_000);
    expect(steps).toBeGreaterThan(0);
  });

  test('work is counted, so that an evaluation ends', () => {
    const pattern = '(a{1,30}){1,30}(a{1,30}){1,30}b';
    const typed = compile(`matches("${'a'.repeat(60_000)}", "${pattern}")`);
    expect(() => evaluate(typed)).toThrow('steps');
  });

  test('one that refers to its own groups is run where that is soon done, and has no result elsewhere', () => {
    expect(patternOf('(.)\\1', '')?.test('xaay', uncounted)).toBe(true);
    expect(patternOf('(a*)*\\1b', '')?.test('a'.repeat(100), uncounted)).toBeNull();
    expect(value(`matches("${'a'.repeat(100)}", "(a*)*\\1b")`)).toBeNull();
  });
});

describe('the machine finds what JavaScript finds', () => {
  const letter = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '😀', '\\n');
  const edge = fc.constantFrom('^', '$');
  const { pattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4 },
      tie('atom'),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    ),
    // What is repeated takes a character: the two differ in how often they go through nothing.
    atom: fc.oneof(
      letter,
      edge,
      fc.tuple(letter, fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{2,}?')).map(([a, b]) => a + b),
      tie('pattern').map((inner) => `(?:a${inner})*`),
    ),
  }));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '\n', '😀'), maxLength: 12 });

  test.each(['', 'm', 's', 'i', 'ms'])('with the flags "%s"', (flags) => {
    fc.assert(
      fc.property(pattern, text, (written, given) => {
        const tree = parsePattern(written, flags);
        const javascript = tree === null ? null : javascriptPattern(tree);
        const program = tree === null ? null : patternProgram(tree);
        if (tree === null || javascript === null || program === null) throw new Error(written);
        const match = javascript.exec(given);
        javascript.lastIndex = 0;
        const spans = runMachine(program, 2 * (tree.groups + 1), given, 0, () => {});
        expect(spans === null ? null : given.slice(spans[0], spans[1])).toBe(match?.[0] ?? null);
        expect(spans?.[0]).toBe(match?.index);
        expect(runMachine(program, 0, given, 0, () => {}) === null).toBe(match === null);
      }),
      { seed: 20261129, numRuns: 300 },
    );
  });
});

test.each([
  ['matches("rhythm", "^[a-z-[aeiou]]+$")', true],
  ['matches("a\\u00a0b", "\\\\s")', false],
  ['matches("a.c", "A.C", "qi")', true],
  ['matches("x", "x", "g")', null],
  ['replace("Abc", "[a-z]", "-")', 'A--'],
  ['replace("a.b.c", ".", "-", "q")', 'a-b-c'],
  // Examples of Functions and Operators 3.1 §5.6.4.
  ['replace("abracadabra", "bra", "*")', 'a*cada*'],
  ['replace("abracadabra", "a.*a", "*")', '*'],
  ['replace("abracadabra", "a.*?a", "*")', '*c*bra'],
  ['replace("abracadabra", "a", "")', 'brcdbr'],
  ['replace("abracadabra", "a(.)", "a$1$1")', 'abbraccaddabbra'],
  ['replace("abracadabra", ".*?", "$1")', null],
  ['replace("AAAA", "A+", "b")', 'b'],
  ['replace("AAAA", "A+?", "b")', 'bbbb'],
  ['replace("darted", "^(.*?)d(.*)$", "$1c$2")', 'carted'],
  ['replace("abc", "b", "$")', null],
  ['replace("abc", "b", "$x")', null],
  ['replace("abc", "b", "\\\\x")', null],
  ['replace("abc", "b", "\\\\$\\\\\\\\")', 'a$\\c'],
  ['replace("abc", "(b)", "[$0$1$2$10]")', 'a[bbb0]c'],
  // The last match of a group that is repeated; nothing for one that took no part.
  ['replace("ab", "((a)|b)*b", "[$2]")', '[a]'],
  ['replace("ab", "(a)|(b)", "[$1$2]")', '[a][b]'],
  // §5.6.5: tokenize refuses a pattern that matches nothing.
  ['split("abc", "")', null],
  ['split("abc", "x*")', null],
  ['split("", ",")', ['']],
  ['split(",a,", ",")', ['', 'a', '']],
  ['split("aXbxc", "x")', ['aXb', 'c']],
])('%s is %s', (text, expected) => {
  expect(value(text)).toEqual(expected);
});

test('split takes a pattern', () => {
  expect(value('split("a1b22c", "\\\\d+")')).toEqual(['a', 'b', 'c']);
  expect(value('split("a1b22c", "(\\\\d)+")')).toEqual(['a', 'b', 'c']);
});

test('a replacement is read once, as long as it may be', () => {
  expect(parseReplacement('$'.repeat(3), 1)).toBeNull();
  expect(parseReplacement(`${'\\$'.repeat(50_000)}$1`, 1)?.('abc', [0, 3, 1, 2])).toBe(`${'$'.repeat(50_000)}b`);
});

test('counts within counts are refused where they make a program of millions', () => {
  expect(
    patternProgram(parsePattern('((a{999}){999}){999}', '') ?? { root: { kind: 'sequence', parts: [] }, groups: 0, ignoresCase: false }),
  ).toBeNull();
  expect(patternOf('((a{999}){999}){999}', '')?.test('a'.repeat(100), uncounted)).not.toBe(true);
});
