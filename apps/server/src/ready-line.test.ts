import { expect, test } from 'vitest';
import { readyLine } from './ready-line.ts';

const address = 'http://127.0.0.1:4400';

test('an empty platform leads to its set-up', () => {
  expect(readyLine({ address, setUpPath: '/set-up/pls_1', tenants: [] })).toContain('Open http://127.0.0.1:4400/set-up/pls_1 to create');
});

test('one tenant leads to its sign-in, several to the start', () => {
  expect(readyLine({ address, setUpPath: null, tenants: ['acme'] })).toContain('/sign-in/acme and sign in');
  expect(readyLine({ address, setUpPath: null, tenants: ['acme', 'beta'] })).toContain('Open http://127.0.0.1:4400/ and sign in');
});
