import { processorTime } from '@plinth/foundation/testing';
import { expect, test } from 'vitest';
import { secretsHider } from './secrets-hider.ts';

const value = `ä"pass'wörd+/%&=<\\ of 1`;
const hide = secretsHider([
  { value, shown: '[key]' },
  { value: 'another-one', shown: '[other]' },
]);

test('a secret is taken out in each spelling that systems repeat it in, and nothing else is', () => {
  const json = JSON.stringify(value);
  const said = [
    value,
    value.toUpperCase(),
    json,
    JSON.stringify(json),
    JSON.stringify({ deep: JSON.stringify({ told: encodeURIComponent(value) }) }),
    json.replaceAll('<', '\\u003c').replaceAll('&', '\\u0026').replaceAll("'", '\\u0027'),
    encodeURI(value),
    new URL(`http://x/?a=${encodeURIComponent(value)}`).href,
    `b=${new URLSearchParams({ value })}`,
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    Buffer.from(value).toString('hex').toUpperCase(),
    ...['', 'a', 'ab', 'user:'].map((before) => Buffer.from(`${before}${value}:after`).toString('base64')),
    Buffer.from(`u:${encodeURIComponent(value)}`).toString('base64url'),
    // JSON of PHP, JSON in ASCII of Python, and both.
    json.replaceAll('/', '\\/'),
    json.replaceAll('ä', '\\u00e4').replaceAll('ö', '\\u00f6'),
    json.replaceAll('ä', '\\u00e4').replaceAll('ö', '\\u00f6').replaceAll('/', '\\/'),
    // Templates of Go and of Mustache.
    ...[value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;').replaceAll("'", '&#39;').replaceAll('+', '&#43;')],
    ...[value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')].map((text) =>
      text.replaceAll('/', '&#x2F;').replaceAll('=', '&#x3D;'),
    ),
    Array.from(Buffer.from(value), (byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
    Buffer.from(value, 'utf16le').toString('base64'),
  ];
  for (const text of said) {
    expect(hide(`before ${text} after`), text).toContain('[key]');
    expect(hide(`before ${text} after`)).toMatch(/^before .* after$/);
    expect(hide(text)).not.toContain('pass');
  }
  expect(hide('this and ANOTHER-ONE')).toBe('this and [other]');
  for (const text of ['', 'nothing', 'pass', 'x'.repeat(1000)]) expect(hide(text)).toBe(text);
  expect(secretsHider([])('another-one')).toBe('another-one');
});

test('where secrets overlap nothing of either is left', () => {
  const both = secretsHider([
    { value: 'Bear', shown: '[short]' },
    { value: 'earer-of-a-long-token', shown: '[long]' },
  ]);
  expect(both('a Bearer-of-a-long-token and BEAR, bear')).toBe('a [long] and [short], [short]');
});

test('letters that change their length or form leave everything in its place', () => {
  const odd = secretsHider([{ value: 'ΟΔΟΣ-İx', shown: '[key]' }]);
  expect(odd('İİ οδος-İX ΟΔΟΣ-İx İ')).toBe('İİ [key] [key] İ');
});

test('many secrets in a long text cost little more than one', () => {
  const text = '<div class="x">some text of a page</div>'.repeat(50_000);
  const many = secretsHider(Array.from({ length: 200 }, (_, at) => ({ value: `key/${at}="${at * 7919}+`, shown: `[${at}]` })));
  const one = secretsHider([{ value: 'key/0="0+', shown: '[0]' }]);
  const timed = (hider: typeof one) => {
    const used = processorTime();
    expect(hider(text)).toBe(text);
    return used();
  };
  timed(one);
  // Two hundred times as much where each is looked for by itself.
  expect(timed(many)).toBeLessThan(20 * timed(one) + 100);
});
