import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A library of this folder, as `import` gives it. Its name is no constant, because types are checked where it is not installed: who
 * loads it says what is used of it. `npm run bench` installs this folder for the benchmarks that import from it.
 */
export function loadRival(name: string): Promise<unknown> {
  return import(name);
}

/** The same for one in the form of CommonJS: what it exports as a whole. */
export async function loadDefault(name: string): Promise<unknown> {
  return ((await loadRival(name)) as { readonly default: unknown }).default;
}

/** The version that is measured. */
export function versionOf(name: string): string {
  const manifest = readFileSync(join(import.meta.dirname, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { readonly dependencies: Readonly<Record<string, string>> };
  const version = dependencies[name];
  if (version === undefined) throw new Error(`${name} is not among the libraries of ${import.meta.dirname}.`);
  return version;
}
