import { describe, expect, it } from 'vitest';
import { patternOf } from './pattern.ts';

function finds(pattern: string, text: string, flags = ''): boolean | null {
  return patternOf(pattern, flags)?.test(text, { step() {} }) ?? null;
}

describe('XPath patterns (Functions and Operators 3.1 §5.6)', () => {
  it.each([
    // Examples of §5.6.3 fn:matches.
    ['bra', 'abracadabra', '', true],
    ['^a.*a$', 'abracadabra', '', true],
    ['^bra', 'abracadabra', '', false],
    ['rtf{2}', 'rtff', '', true],
    // §5.6.1.1 flags, on the text of the standard's example.
    ['Kaum.*krähen', 'Kaum hat dies der Hahn gesehen,\nFängt er auch schon an zu krähen:', '', false],
    ['Kaum.*krähen', 'Kaum hat dies der Hahn gesehen,\nFängt er auch schon an zu krähen:', 's', true],
    ['^Fängt', 'gesehen,\nFängt er', 'm', true],
    ['^Fängt', 'gesehen,\nFängt er', '', false],
    ['kiki', 'Kikeriki!', 'i', false],
    ['KIKERIKI', 'Kikeriki!', 'i', true],
    ['hello world', 'helloworld', 'x', true],
    ['hello[ ]world', 'helloworld', 'x', false],
    ['hello\\ sworld', 'hello world', 'x', true],
    ['a.c', 'abc', 'q', false],
    ['a.c', 'a.c', 'q', true],
    // §5.6.1: classes, subtraction, categories.
    ['^[a-z-[aeiou]]+$', 'rhythm', '', true],
    ['^[a-z-[aeiou]]+$', 'rhyme', '', false],
    ['^\\d$', '\u0664', '', true],
    ['^\\w+$', 'naïve', '', true],
    ['^\\w$', '-', '', false],
    ['^\\s$', '\u00a0', '', false],
    ['^\\i\\c*$', 'xs:date-2', '', true],
    ['^\\p{Lu}$', 'Ä', '', true],
    ['^\\P{Lu}$', 'Ä', '', false],
    ['^[\\-a]+$', 'a-a', '', true],
    ['^[a-]+$', 'a-a', '', true],
    ['^(.)\\1$', '😀😀', '', true],
    ['^.$', '😀', '', true],
    ['^.$', '\r', '', false],
    ['^a{2,3}?$', 'aaa', '', true],
    ['^(?:ab)+$', 'abab', '', true],
    ['^$', '', '', true],
    ['a/b&&c', 'a/b&&c', '', true],
    ['^[&&/(|)]+$', '(&&|/)', '', true],
  ])('%s on %j with "%s" gives %s', (pattern, text, flags, expected) => {
    expect(finds(pattern, text, flags)).toBe(expected);
  });

  it.each([
    ['[', ''],
    ['(', ''],
    [')', ''],
    ['*', ''],
    ['a**', ''],
    ['a{,3}', ''],
    ['{', ''],
    ['\\b', ''],
    ['(?=a)', ''],
    ['(?<n>a)', ''],
    ['\\1(a)', ''],
    ['[b-a]', ''],
    ['a\\', ''],
    ['\\p{Bogus}', ''],
    ['a', 'g'],
    ['('.repeat(60) + ')'.repeat(60), ''],
    ['a'.repeat(2_001), ''],
  ])('refuses %s with "%s"', (pattern, flags) => {
    expect(patternOf(pattern, flags)).toBeNull();
  });
});
