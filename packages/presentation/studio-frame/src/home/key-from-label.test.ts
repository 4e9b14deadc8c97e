import { expect, test } from 'vitest';
import { keyFromLabel } from './key-from-label.ts';

test.each([
  ['To-do list', 'to-do-list'],
  ['Überweisungen & Kredite', 'uberweisungen-kredite'],
  ['2026 budget', 'budget'],
  ['مهام', 'application'],
  ['\u202eevil<script>', 'evil-script'],
  ['x'.repeat(200), 'x'.repeat(40)],
  [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
])('%j has the key %j', (label, key) => {
  expect(keyFromLabel(label)).toBe(key);
});
