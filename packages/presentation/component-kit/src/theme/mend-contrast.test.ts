import { describe, expect, test } from 'vitest';
import { baseTokens } from './base-tokens.ts';
import { checkContrast, contrastRatio } from './contrast.ts';
import { mendContrast } from './mend-contrast.ts';
import { hexOf, oklabOf } from './oklab.ts';

describe('oklab', () => {
  test.each(['#000000', '#ffffff', '#2b4fd8', '#b3261e', '#808080', '#00ff00'])('%s comes back as it was', (colour) => {
    const read = oklabOf(colour);
    expect(read === null ? null : hexOf(read)).toBe(colour);
  });

  test('known values', () => {
    expect(oklabOf('#ffffff')?.[0]).toBeCloseTo(1, 4);
    expect(oklabOf('#f00')?.map((part) => Math.round(part * 1000) / 1000)).toEqual([0.628, 0.225, 0.126]);
    expect(oklabOf('red')).toBeNull();
  });

  test('what no screen shows keeps its lightness', () => {
    const shown = oklabOf(hexOf([0.7, 0.4, 0.4]));
    expect(shown?.[0]).toBeCloseTo(0.7, 1);
  });
});

describe('mending contrast', () => {
  const mendedAll = (scheme: 'light' | 'dark', theme: Readonly<Record<string, string>>) => {
    let own = theme;
    for (let turns = 0; turns < 20; turns++) {
      const [first] = checkContrast({ light: {}, dark: {}, [scheme]: own }, baseTokens);
      if (first === undefined) return own;
      const mended = mendContrast(first, { ...baseTokens[scheme], ...own });
      if (mended === null) return null;
      own = { ...own, [mended.token]: mended.value };
    }
    return null;
  };

  test('a faint accent becomes the nearest one that can be read wherever it stands, of the same hue', () => {
    const tokens: Readonly<Record<string, string>> = { ...baseTokens.light, accent: '#9db2ff' };
    const mended = mendContrast({ foreground: 'accent', background: 'surface-1' }, tokens);
    expect(mended?.token).toBe('accent');
    const value = mended?.value ?? '';
    expect(contrastRatio(value, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    // One step lighter would not do.
    const [lightness = 0, a = 0, b = 0] = oklabOf(value) ?? [];
    expect(contrastRatio(hexOf([lightness + 0.01, a, b]), '#ffffff')).toBeLessThan(4.5);
  });

  test.each([
    ['light', { accent: '#ffd400', 'accent-hover': '#ffe45c', 'accent-text': '#ffd400' }],
    ['light', { 'ink-2': '#aaaaaa', 'ink-3': '#cccccc' }],
    ['dark', { accent: '#202080', 'accent-text': '#303060' }],
    ['dark', { good: '#103010', warn: '#402000', bad: '#400000' }],
  ] as const)('one finding after the other is mended in %s: %j', (scheme, theme) => {
    const mended = mendedAll(scheme, theme);
    expect(mended === null ? 'not mended' : checkContrast({ light: {}, dark: {}, [scheme]: mended }, baseTokens)).toEqual([]);
  });

  test('where nothing of the hue helps, nothing is offered', () => {
    const surfaces = { 'surface-0': '#ffffff', 'surface-1': '#777777', 'surface-2': '#000000' };
    const tokens = { ...baseTokens.light, ...surfaces, 'ink-1': '#777777', 'ink-2': '#111111' };
    expect(mendContrast({ foreground: 'ink-1', background: 'surface-1' }, tokens)).toBeNull();
  });
});
