import { type Definition, recordsOf } from '@plinth/app-definition';
import type { Finding } from '../finding.ts';

/** The tokens of a theme. */
export interface JudgedTheme {
  readonly light: Readonly<Record<string, string>>;
  readonly dark: Readonly<Record<string, string>>;
}

/** Two colours that stand on each other and are too much alike. */
export interface FaintPair {
  readonly scheme: 'light' | 'dark';
  readonly foreground: string;
  readonly background: string;
  readonly ratio: number;
  readonly needed: number;
}

/** Themes with colours that cannot be told apart, each pair once with how much is lacking. */
export function themeContrast(definition: Definition, contrast: (theme: JudgedTheme) => readonly FaintPair[]): readonly Finding[] {
  return recordsOf(definition, 'theme').flatMap(({ id, light, dark }) =>
    contrast({ light, dark }).map(({ scheme, foreground, background, ratio, needed }): Finding => {
      const about = { scheme, foreground, background, ratio, needed };
      return {
        kind: 'accessibility',
        finding: 'low-contrast',
        record: id,
        about,
        fix: withoutOwn({ light, dark }[scheme], id, scheme, foreground),
      };
    }),
  );
}

/** The colour that everybody has is taken again, where the theme has one of its own. */
function withoutOwn(tokens: Readonly<Record<string, string>>, id: string, scheme: string, token: string): Finding['fix'] {
  return Object.hasOwn(tokens, token) ? { type: 'RECORD_UPDATE', payload: { id, path: [scheme, token] } } : null;
}
