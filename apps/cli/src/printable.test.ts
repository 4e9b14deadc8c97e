import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['plain, Größe, 金額\n\tindented', 'plain, Größe, 金額\n\tindented'],
  ['\u001b]52;c;Y29weQ==\u0007', '\\u001b]52;c;Y29weQ==\\u0007'],
  ['\u009b2J\r\b', '\\u009b2J\\u000d\\u0008'],
  ['\u202egnp.exe', '\\u202egnp.exe'],
])('a terminal shows %j and obeys nothing of it', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
