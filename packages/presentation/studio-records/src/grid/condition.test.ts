import type { ShellField } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { conditionOf } from './condition.ts';

const field = (type: string): ShellField => ({ key: 'f', label: 'F', type, required: false, readOnly: false });

test('what a person writes stays a text, whatever it holds', () => {
  expect(conditionOf(field('text'), '=', '" or true or "')).toBe('f = "\\" or true or \\""');
  expect(conditionOf(field('text'), 'contains', 'ROCK')).toBe('contains(f, "ROCK")');
});

test('what is no value of the field makes no condition', () => {
  expect(conditionOf(field('integer'), '=', '1 or true')).toBeNull();
  expect(conditionOf(field('date'), '>=', 'yesterday')).toBeNull();
  expect(conditionOf(field('date'), '>=', '2026-01-31')).toBe('f >= date("2026-01-31")');
  expect(conditionOf(field('boolean'), '=', 'true')).toBe('f = true');
  expect(conditionOf(field('reference'), 'empty', '')).toBe('f = null');
});
