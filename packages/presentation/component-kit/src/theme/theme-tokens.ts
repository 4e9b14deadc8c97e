import { themeableTokens } from './token-names.ts';

/** Tokens a tenant or application replaces: name without dashes to value, for light and dark. */
export interface ThemeTokens {
  readonly light: Readonly<Record<string, string>>;
  readonly dark: Readonly<Record<string, string>>;
  /** How close things stand; as what is around says where absent. */
  readonly density?: 'compact' | 'roomy';
}

export const noThemeTokens: ThemeTokens = { light: {}, dark: {} };

// Colours, lengths and font names; nothing that ends a declaration, fetches an address or reads another variable's fallback.
const safeValue = /^(?!.*(?:url|image|image-set|src|expression|attr|env)\s*\()[#\w\s.,%()/"'-]{1,200}$/i;

/** Whether a theme may set the token to the value. */
export function isThemeValue(token: string, value: string): boolean {
  return themeableTokens.has(token) && safeValue.test(value);
}

/** The style sheet of a theme. Unknown tokens and unsafe values are left out: a theme replaces tokens, never styles. */
export function themeStyleSheet(theme: ThemeTokens): string {
  const light = declarations(theme.light);
  const dark = declarations(theme.dark);
  return [
    light === '' ? '' : `:root:not([data-mantine-color-scheme="dark"]){${light}}`,
    dark === '' ? '' : `:root[data-mantine-color-scheme="dark"]{${dark}}`,
  ].join('');
}

function declarations(tokens: Readonly<Record<string, string>>): string {
  return Object.entries(tokens)
    .filter(([token, value]) => isThemeValue(token, value))
    .map(([token, value]) => `--${token}:${value};`)
    .join('');
}
