import { themeableTokens } from '@plinth/component-kit';
import { expect, test } from 'vitest';
import { namedTokens } from './token-groups.ts';

test('every token that a theme may replace can be edited, and no other', () => {
  expect([...namedTokens.keys()].sort()).toEqual([...themeableTokens].sort());
});
