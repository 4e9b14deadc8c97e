// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { baseTokens } from './base-tokens.ts';
import { checkContrast } from './contrast.ts';
import { noThemeTokens } from './theme-tokens.ts';
import { colourTokens } from './token-names.ts';

test('the colours are read from the style sheet, light and dark, and are what contrast is checked against', () => {
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
  const base = baseTokens();
  expect(Object.keys(base.light).sort()).toEqual([...colourTokens].sort());
  expect(Object.keys(base.dark).sort()).toEqual([...colourTokens].sort());
  expect(base.light['surface-1']).not.toBe(base.dark['surface-1']);
  expect(checkContrast(noThemeTokens, base)).toEqual([]);
  expect(checkContrast({ light: { 'ink-1': '#eeeeee' }, dark: {} }, base)).toContainEqual(
    expect.objectContaining({ scheme: 'light', foreground: 'ink-1', background: 'surface-1' }),
  );
});

test('a sheet that may not be read is left out', () => {
  const closed = {
    get cssRules(): never {
      throw new DOMException('It is of another origin.', 'SecurityError');
    },
  } as unknown as CSSStyleSheet;
  expect(baseTokens([closed])).toEqual(noThemeTokens);
});
