const files = import.meta.glob('../../node_modules/typescript/lib/lib.{es5,decorators,decorators.legacy,es201*,es202[0-4]*}.d.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What TypeScript knows of the language itself, by the names of its files; nothing of browsers or Node, which are not there. */
export const libraries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]),
);
