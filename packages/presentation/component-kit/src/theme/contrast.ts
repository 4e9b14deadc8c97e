import type { ThemeTokens } from './theme-tokens.ts';
import type { ColourToken } from './token-names.ts';

/** A pair of tokens that does not meet WCAG 2.2 AA. */
export interface ContrastFinding {
  readonly scheme: 'light' | 'dark';
  readonly foreground: ColourToken;
  readonly background: ColourToken;
  readonly ratio: number;
  /** 4.5 for text (1.4.3), 3 for what shows a control or its focus (1.4.11). */
  readonly needed: number;
}

type Pair = readonly [foreground: ColourToken, background: ColourToken, needed: number];

const surfaces = ['surface-0', 'surface-1', 'surface-2'] as const;

/** Pairs that stand on each other somewhere in the interface, with the ratio that WCAG 2.2 AA needs. */
export const contrastPairs: readonly Pair[] = [
  ...surfaces.flatMap((surface): Pair[] => [
    ['ink-1', surface, 4.5],
    ['ink-2', surface, 4.5],
    ['ink-3', surface, 4.5],
    ['accent-text', surface, 4.5],
    ['good', surface, 4.5],
    ['warn', surface, 4.5],
    ['bad', surface, 4.5],
    ['accent', surface, 3],
    ['line-control', surface, 3],
  ]),
  ['ink-1', 'surface-3', 4.5],
  ['ink-2', 'surface-3', 4.5],
  ['accent-ink', 'accent', 4.5],
  ['accent-ink', 'accent-hover', 4.5],
  ['accent-text', 'accent-soft', 4.5],
  ['ink-1', 'accent-soft', 4.5],
  ['good', 'good-soft', 4.5],
  ['warn', 'warn-soft', 4.5],
  ['bad', 'bad-soft', 4.5],
  ['bad-ink', 'bad', 4.5],
];

/** Relative luminance ratio of two colours written as `#rgb` or `#rrggbb`, 1 to 21 (WCAG 2.2); null where one is not. */
export function contrastRatio(one: string, other: string): number | null {
  const first = luminance(one);
  const second = luminance(other);
  if (first === null || second === null) return null;
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** What in a theme, laid over the given base tokens, is too faint to read. Colours it cannot judge count as findings of ratio 0. */
export function checkContrast(theme: ThemeTokens, base: ThemeTokens): readonly ContrastFinding[] {
  return (['light', 'dark'] as const).flatMap((scheme) => {
    const tokens = { ...base[scheme], ...theme[scheme] };
    return contrastPairs.flatMap(([foreground, background, needed]) => {
      const ratio = contrastRatio(tokens[foreground] ?? '', tokens[background] ?? '') ?? 0;
      return ratio >= needed ? [] : [{ scheme, foreground, background, ratio: Math.round(ratio * 100) / 100, needed }];
    });
  });
}

function luminance(colour: string): number | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  const parts = short?.slice(1).map((digit) => digit + digit) ?? long?.slice(1);
  if (parts === undefined) return null;
  const [red = 0, green = 0, blue = 0] = parts.map((part) => linear(Number.parseInt(part, 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
