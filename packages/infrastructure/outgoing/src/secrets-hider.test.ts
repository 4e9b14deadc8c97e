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
