import type { ThemeTokens } from './theme-tokens.ts';
import { colourTokens } from './token-names.ts';

const selectors = {
  light: /^:root$/,
  dark: /^:root\[data-mantine-color-scheme="?dark"?\]$/,
} as const;

/** The colours that themes replace, as the document's style sheets have them; nothing where those are not there. */
export function baseTokens(sheets: Iterable<CSSStyleSheet> = document.styleSheets): ThemeTokens {
  const found = { light: {} as Record<string, string>, dark: {} as Record<string, string> };
  for (const sheet of sheets) {
    for (const rule of rulesOf(sheet)) {
      if (!('selectorText' in rule)) continue;
      const { selectorText, style } = rule as CSSStyleRule;
      for (const scheme of ['light', 'dark'] as const) {
        if (!selectors[scheme].test(selectorText)) continue;
        for (const token of colourTokens) {
          const value = style.getPropertyValue(`--${token}`).trim();
          if (value !== '') found[scheme][token] = value;
        }
      }
    }
  }
  return found;
}

/** Those of another origin's sheet are nobody's to read. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}
