/** Folders of the components that are large, or seldom on a page: a bundle has each in a file of its own. */
const alone = ['cell-grid', 'chart', 'decision-result', 'decision-table', 'drawing-surface', 'inbox', 'rich-text', 'slider', 'table'];

/**
 * How a bundle divides what is fetched when a page first has a component, as groups of Vite's `codeSplitting`. A page has many kinds
 * of components, most of them of a kilobyte or two: one file with all of these is there sooner than one for each. What they have in
 * common with other screens stands apart, for those have no use for the rest. What the bundle starts with must be grouped before.
 */
export const componentChunks = [
  { name: 'controls', minShareCount: 2, test: /[\\/](?:node_modules[\\/]@mantine|component-kit)[\\/]/ },
  {
    name: 'components',
    // The calendar is fetched when a date is first chosen.
    test: new RegExp(String.raw`[\\/]components[\\/]ui[\\/]src[\\/](?!(?:${alone.join('|')})[\\/]|parts[\\/]calendar)`),
  },
];
