import { baseTokens, checkContrast } from '@plinth/component-kit';
import { expect, test } from 'vitest';
import { mendAll, tokensOf } from './mend-all.ts';

test('everything that can be mended is, each colour once', () => {
  const theme = { light: { accent: '#9db2ff', 'ink-3': '#cccccc' }, dark: { good: '#103010' } };
  const mended = mendAll(theme);
  expect(new Set(mended.map(({ scheme, token }) => `${scheme} ${token}`)).size).toBe(mended.length);
  const own = { light: { ...theme.light } as Record<string, string>, dark: { ...theme.dark } as Record<string, string> };
  for (const { scheme, token, value } of mended) own[scheme][token] = value;
  expect(checkContrast(own, baseTokens)).toEqual([]);
});

test('what is no colour ends the mending instead of going round', () => {
  expect(mendAll({ light: { 'ink-1': 'red', 'surface-1': 'blue' }, dark: {} }).every(({ scheme }) => scheme === 'light')).toBe(true);
});

test('dark takes roundness of light, and colours of its own', () => {
  const tokens = tokensOf({ light: { 'radius-m': '0', accent: '#000000' }, dark: {} }, 'dark');
  expect([tokens['radius-m'], tokens.accent, tokens.font]).toEqual(['0', baseTokens.dark.accent, baseTokens.light.font]);
});
