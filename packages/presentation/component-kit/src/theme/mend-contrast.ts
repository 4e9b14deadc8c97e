import { contrastPairs, contrastRatio } from './contrast.ts';
import { hexOf, oklabOf } from './oklab.ts';
import type { ColourToken } from './token-names.ts';

/** Another value of one token. */
export interface MendedColour {
  readonly token: ColourToken;
  readonly value: string;
}

const step = 0.005;

/**
 * The nearest colour of the same hue with which everything that the token is seen with can be read: of the foreground of a pair
 * or, where that cannot be, of its background. Null where neither helps, because something else is in the way.
 */
export function mendContrast(
  pair: { readonly foreground: ColourToken; readonly background: ColourToken },
  tokens: Readonly<Record<string, string>>,
): MendedColour | null {
  for (const token of [pair.foreground, pair.background]) {
    const value = nearest(token, tokens);
    if (value !== null) return { token, value };
  }
  return null;
}

function nearest(token: ColourToken, tokens: Readonly<Record<string, string>>): string | null {
  const colour = oklabOf(tokens[token] ?? '');
  if (colour === null) return null;
  const [lightness, a, b] = colour;
  const against = contrastPairs.flatMap(([foreground, background, needed]) =>
    foreground === token ? [[background, needed] as const] : background === token ? [[foreground, needed] as const] : [],
  );
  const passes = (value: string) => against.every(([other, needed]) => (contrastRatio(value, tokens[other] ?? '') ?? 0) >= needed);
  for (let distance = 0; distance <= 1; distance += step) {
    for (const wanted of [lightness - distance, lightness + distance]) {
      if (wanted < 0 || wanted > 1) continue;
      const value = hexOf([wanted, a, b]);
      if (passes(value)) return value;
    }
  }
  return null;
}
