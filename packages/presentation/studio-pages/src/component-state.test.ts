import type { ComponentMetadata } from '@plinth/component-contract';
import { expect, test } from 'vitest';
import { componentState } from './component-state.ts';

const components = new Map([['ui.text', { id: 'ui.text', version: '1.4.0' } as ComponentMetadata]]);

test.each([
  ['ui.text', undefined, 'known'],
  ['ui.text', '^1.0.0', 'known'],
  ['ui.text', '^9.0.0', 'otherVersion'],
  ['ui.text', '<script>', 'otherVersion'],
  ['ui.text', 'x'.repeat(10_000), 'otherVersion'],
  ['ui.gone', undefined, 'unknown'],
] as const)('%s at %.20s is %s', (component, version, state) => {
  expect(componentState(version === undefined ? { component } : { component, version }, components)).toBe(state);
});
