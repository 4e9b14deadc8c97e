import { expect, test } from 'vitest';
import { pseudoText } from './pseudo-text.ts';

test.each([
  ['Save', '[Šáṽé~~]'],
  ['{{ loan.name }} of {{count(items)}}', '[{{ loan.name }} óƒ {{count(items)}}~~]'],
  ['', '[]'],
  ['العربية 🙂', '[العربية 🙂~~~~]'],
])('%j becomes %j', (text, pseudo) => {
  expect(pseudoText(text)).toBe(pseudo);
});
