/** Tokens that hold a colour, without the leading dashes. */
export const colourTokens = [
  'surface-0',
  'surface-1',
  'surface-2',
  'surface-3',
  'line',
  'line-strong',
  'line-control',
  'ink-1',
  'ink-2',
  'ink-3',
  'accent',
  'accent-hover',
  'accent-soft',
  'accent-ink',
  'accent-text',
  'good',
  'good-soft',
  'warn',
  'warn-soft',
  'bad',
  'bad-soft',
  'bad-ink',
  'chart-1',
  'chart-2',
  'chart-3',
  'chart-4',
  'chart-5',
  'chart-6',
] as const;
export type ColourToken = (typeof colourTokens)[number];

/** Tokens a theme may replace: colours, fonts and roundness. Sizes and spaces are the layout's own. */
export const themeableTokens: ReadonlySet<string> = new Set([...colourTokens, 'font', 'mono', 'radius-s', 'radius-m', 'radius-l']);
