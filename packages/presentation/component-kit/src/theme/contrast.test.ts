import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { baseTokens } from './base-tokens.ts';
import { checkContrast, contrastRatio } from './contrast.ts';
import { isThemeValue, noThemeTokens, type ThemeTokens, themeStyleSheet } from './theme-tokens.ts';
import { colourTokens, themeableTokens } from './token-names.ts';

const base = readBase();

describe('contrast', () => {
  test('the ratio of known colours', () => {
    expect(contrastRatio('#000', '#ffffff')).toBe(21);
    expect(contrastRatio('#767676', '#fff')).toBeCloseTo(4.54, 2);
    expect(contrastRatio('red', '#fff')).toBeNull();
  });

  test('the built-in tokens meet WCAG 2.2 AA in light and dark', () => {
    expect(checkContrast(noThemeTokens, base)).toEqual([]);
  });

  test('a faint theme is found, with the pair and both figures', () => {
    const findings = checkContrast({ light: { accent: '#9db2ff' }, dark: {} }, base);
    expect(findings).toContainEqual({ scheme: 'light', foreground: 'accent-ink', background: 'accent', ratio: 2.05, needed: 4.5 });
    expect(findings.every((finding) => finding.scheme === 'light')).toBe(true);
  });

  test('what scripts know of the tokens is what the style sheet says', () => {
    for (const [scheme, tokens] of Object.entries(baseTokens)) {
      for (const [token, value] of Object.entries(tokens)) expect(base[scheme]?.[token], token).toBe(value);
    }
    expect(Object.keys(baseTokens.light).sort()).toEqual([...themeableTokens].sort());
    expect(Object.keys(baseTokens.dark).sort()).toEqual([...colourTokens].sort());
  });

  test('the style sheet has every colour token in both schemes', () => {
    for (const token of colourTokens) {
      expect(base.light[token], token).toBeDefined();
      expect(base.dark[token], token).toBeDefined();
    }
  });
});

describe('theme values', () => {
  test.each(['#fff', 'rgb(1 2 3 / 50%)', '"Acme Sans", sans-serif', '8px'])('%s is a value', (value) => {
    expect(isThemeValue('accent', value)).toBe(true);
  });

  test.each(['red;}body{display:none', 'url(https://evil.example)', '</style><script>', 'x'.repeat(201), 'image-set("a" 1x)'])(
    '%s is refused',
    (value) => {
      expect(isThemeValue('accent', value)).toBe(false);
      expect(themeStyleSheet({ light: { accent: value }, dark: {} })).toBe('');
    },
  );

  test('unknown tokens are left out', () => {
    expect(themeStyleSheet({ light: { 'space-1': '0px', accent: '#123456' }, dark: {} })).toBe(
      ':root:not([data-mantine-color-scheme="dark"]){--accent:#123456;}',
    );
  });
});

function readBase(): ThemeTokens & Readonly<Record<string, Readonly<Record<string, string>>>> {
  const sheet = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
  const [light = '', rest = ''] = sheet.split(':root[data-mantine-color-scheme="dark"]');
  return { light: readTokens(light), dark: readTokens(rest.split('}')[0] ?? '') };
}

function readTokens(css: string): Record<string, string> {
  return Object.fromEntries([...css.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}
