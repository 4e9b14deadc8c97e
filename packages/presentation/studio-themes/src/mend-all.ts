import { baseTokens, checkContrast, type MendedColour, mendContrast, type ThemeTokens } from '@plinth/component-kit';
import type { Scheme } from './theme-edits.ts';

const mostTurns = 40;

/** Mends one finding after the other until nothing is left that can be mended; each colour once, as it ends. */
export function mendAll(theme: ThemeTokens): readonly (MendedColour & { readonly scheme: Scheme })[] {
  const own = { light: { ...theme.light }, dark: { ...theme.dark } };
  const mended = new Map<string, MendedColour & { readonly scheme: Scheme }>();
  const hopeless = new Set<string>();
  for (let turn = 0; turn < mostTurns; turn++) {
    const nameOf = ({ scheme, foreground, background }: { scheme: Scheme; foreground: string; background: string }) =>
      `${scheme} ${foreground} ${background}`;
    const next = checkContrast(own, baseTokens).find((finding) => !hopeless.has(nameOf(finding)));
    if (next === undefined) break;
    const { scheme } = next;
    const change = mendContrast(next, tokensOf(own, scheme));
    if (change === null) hopeless.add(nameOf(next));
    else {
      own[scheme][change.token] = change.value;
      mended.set(`${scheme} ${change.token}`, { ...change, scheme });
    }
  }
  return [...mended.values()];
}

/** Every token as it is in a scheme: the theme's own over the platform's. */
export function tokensOf(theme: ThemeTokens, scheme: Scheme): Readonly<Record<string, string>> {
  // Roundness and fonts of dark are those of light unless dark has its own; colours are each scheme's.
  const shared = Object.fromEntries(Object.entries(theme.light).filter(([token]) => baseTokens.dark[token] === undefined));
  return { ...baseTokens.light, ...(scheme === 'dark' ? { ...baseTokens.dark, ...shared } : {}), ...theme[scheme] };
}
