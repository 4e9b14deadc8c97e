/** Words of FEEL, which no name can be. */
const feelWords = 'if then else for in return some every satisfies and or not between instance of function external true false null'.split(
  ' ',
);

/** What expressions of pages know beside their queries. */
const pageNames = ['user', 'parameters', 'state', 'row', 'index', 'event', 'result', 'error'];

/** Keys that no query of a page gets. */
export const reservedKeys: readonly string[] = [...feelWords, ...pageNames];

/**
 * Keys that no field gets: every record has `id` and `version`, and a field called `user` or `parameters` would hide from
 * row rules who asks, and from the filters of pages which record is meant.
 */
export const reservedFieldKeys: readonly string[] = [...feelWords, 'id', 'version', 'allowed', 'user', 'parameters'];
