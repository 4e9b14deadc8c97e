/** A token that a theme may replace, and what people call it. */
export interface NamedToken {
  readonly token: string;
  /** Of its text. */
  readonly id: string;
  readonly english: string;
}

export interface TokenGroup {
  readonly id: string;
  readonly english: string;
  readonly tokens: readonly NamedToken[];
}

/** The colours of a theme, in the order in which one chooses them. */
export const colourGroups: readonly TokenGroup[] = [
  {
    id: 'studio.themes.accent',
    english: 'Accent',
    tokens: [
      { token: 'accent', id: 'studio.themes.accentMain', english: 'Buttons and choices' },
      { token: 'accent-hover', id: 'studio.themes.accentHover', english: 'Under the pointer' },
      { token: 'accent-ink', id: 'studio.themes.accentInk', english: 'Text on it' },
      { token: 'accent-text', id: 'studio.themes.accentText', english: 'Links' },
      { token: 'accent-soft', id: 'studio.themes.accentSoft', english: 'Soft background' },
    ],
  },
  {
    id: 'studio.themes.text',
    english: 'Text',
    tokens: [
      { token: 'ink-1', id: 'studio.themes.inkStrong', english: 'Strong' },
      { token: 'ink-2', id: 'studio.themes.inkUsual', english: 'Usual' },
      { token: 'ink-3', id: 'studio.themes.inkQuiet', english: 'Quiet' },
    ],
  },
  {
    id: 'studio.themes.surfaces',
    english: 'Surfaces and lines',
    tokens: [
      { token: 'surface-0', id: 'studio.themes.surfacePage', english: 'Page' },
      { token: 'surface-1', id: 'studio.themes.surfaceCard', english: 'Cards and fields' },
      { token: 'surface-2', id: 'studio.themes.surfaceHead', english: 'Heads of tables' },
      { token: 'surface-3', id: 'studio.themes.surfaceChosen', english: 'Chosen and disabled' },
      { token: 'line', id: 'studio.themes.line', english: 'Hairlines' },
      { token: 'line-strong', id: 'studio.themes.lineStrong', english: 'Strong lines' },
      { token: 'line-control', id: 'studio.themes.lineControl', english: 'Edges of fields' },
    ],
  },
  {
    id: 'studio.themes.meanings',
    english: 'Meanings',
    tokens: [
      { token: 'good', id: 'studio.themes.good', english: 'Good' },
      { token: 'good-soft', id: 'studio.themes.goodSoft', english: 'Behind good' },
      { token: 'warn', id: 'studio.themes.warn', english: 'Warning' },
      { token: 'warn-soft', id: 'studio.themes.warnSoft', english: 'Behind warnings' },
      { token: 'bad', id: 'studio.themes.bad', english: 'Bad' },
      { token: 'bad-soft', id: 'studio.themes.badSoft', english: 'Behind bad' },
      { token: 'bad-ink', id: 'studio.themes.badInk', english: 'Text on bad' },
    ],
  },
  {
    id: 'studio.themes.charts',
    english: 'Charts',
    tokens: [
      { token: 'chart-1', id: 'studio.themes.chartOne', english: 'First series' },
      { token: 'chart-2', id: 'studio.themes.chartTwo', english: 'Second series' },
      { token: 'chart-3', id: 'studio.themes.chartThree', english: 'Third series' },
      { token: 'chart-4', id: 'studio.themes.chartFour', english: 'Fourth series' },
      { token: 'chart-5', id: 'studio.themes.chartFive', english: 'Fifth series' },
      { token: 'chart-6', id: 'studio.themes.chartSix', english: 'Sixth series' },
    ],
  },
];

/** What is the same in light and dark: it is kept with light, which dark falls back to. */
export const shapeTokens: readonly NamedToken[] = [
  { token: 'radius-s', id: 'studio.themes.radiusSmall', english: 'Small things' },
  { token: 'radius-m', id: 'studio.themes.radiusControl', english: 'Buttons and fields' },
  { token: 'radius-l', id: 'studio.themes.radiusCard', english: 'Cards' },
];

export const fontTokens: readonly NamedToken[] = [
  { token: 'font', id: 'studio.themes.font', english: 'Text' },
  { token: 'mono', id: 'studio.themes.mono', english: 'Code and keys' },
];

/** Every token by what people call it. */
export const namedTokens: ReadonlyMap<string, NamedToken> = new Map(
  [...colourGroups.flatMap(({ tokens }) => tokens), ...shapeTokens, ...fontTokens].map((named) => [named.token, named] as const),
);
