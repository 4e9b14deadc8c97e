import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  Portal,
  type VariantColorsResolver,
} from '@mantine/core';

/** Mantine's ten shades of a meaning; only the tokens decide, so light and dark need no second palette. */
function shades(token: string): MantineColorsTuple {
  const soft = `var(--${token}-soft)`;
  const full = `var(--${token})`;
  return [soft, soft, soft, soft, full, full, full, full, full, full];
}

/** The ink on a filled colour is a token too: white on it would be too faint in the dark. */
const variantColours: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input);
  if (input.variant !== 'filled') return colours;
  return { ...colours, color: input.color === 'red' ? 'var(--bad-ink)' : 'var(--accent-ink)' };
};

/** The Mantine theme: every value is a token. */
export const mantineTheme = createTheme({
  primaryColor: 'accent',
  colors: { accent: shades('accent'), green: shades('good'), yellow: shades('warn'), red: shades('bad') },
  primaryShade: 6,
  variantColorResolver: variantColours,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: 'var(--text-xs)', sm: 'var(--text-s)', md: 'var(--text-m)', lg: 'var(--text-l)', xl: 'var(--text-xl)' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.3' },
  spacing: { xs: 'var(--space-1)', sm: 'var(--space-2)', md: 'var(--space-3)', lg: 'var(--space-4)', xl: 'var(--space-6)' },
  radius: { xs: 'var(--radius-s)', sm: 'var(--radius-s)', md: 'var(--radius-m)', lg: 'var(--radius-l)', xl: 'var(--radius-l)' },
  shadows: { xs: 'var(--shadow-1)', sm: 'var(--shadow-1)', md: 'var(--shadow-2)', lg: 'var(--shadow-2)', xl: 'var(--shadow-2)' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  components: {
    // What opens over a page belongs to its main part: elsewhere it would be outside every landmark.
    Portal: Portal.extend({ defaultProps: { target: 'main' } }),
    // The first entry takes the focus; the placeholder that would take it is nothing that a menu may hold.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
  },
});

const neutral: Readonly<Record<string, string>> = {
  '--mantine-color-text': 'var(--ink-1)',
  '--mantine-color-bright': 'var(--ink-1)',
  '--mantine-color-body': 'var(--surface-1)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-success': 'var(--good)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-default': 'var(--surface-1)',
  '--mantine-color-default-hover': 'var(--surface-2)',
  '--mantine-color-default-color': 'var(--ink-1)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-disabled': 'var(--surface-3)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
};

function meaning(name: string, token: string): Record<string, string> {
  return {
    [`--mantine-color-${name}-filled`]: `var(--${token})`,
    [`--mantine-color-${name}-filled-hover`]: token === 'accent' ? 'var(--accent-hover)' : `var(--${token})`,
    [`--mantine-color-${name}-text`]: token === 'accent' ? 'var(--accent-text)' : `var(--${token})`,
    [`--mantine-color-${name}-light`]: `var(--${token}-soft)`,
    [`--mantine-color-${name}-light-hover`]: `var(--${token}-soft)`,
    [`--mantine-color-${name}-light-color`]: token === 'accent' ? 'var(--accent-text)' : `var(--${token})`,
    [`--mantine-color-${name}-outline`]: `var(--${token})`,
    [`--mantine-color-${name}-outline-hover`]: `var(--${token}-soft)`,
  };
}

/** Points Mantine's own variables at the tokens, alike in light and dark because the tokens differ. */
export const mantineVariables: CSSVariablesResolver = () => {
  const scheme = {
    ...neutral,
    ...meaning('accent', 'accent'),
    ...meaning('green', 'good'),
    ...meaning('yellow', 'warn'),
    ...meaning('red', 'bad'),
  };
  return { variables: {}, light: scheme, dark: scheme };
};
