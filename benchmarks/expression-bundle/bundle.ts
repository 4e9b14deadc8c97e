import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

/** What a browser would load of an entry: built as our pages are, minified. */
export interface Bundle {
  readonly bytes: number;
  /** After `gzip -9`. */
  readonly gzipped: number;
  /** Bytes before minifying, by source file as seen from the root of the project; the largest first. */
  readonly sources: Readonly<Record<string, number>>;
}

const root = join(import.meta.dirname, '..', '..');

/** The evaluator in one file. */
export async function bundleOfEvaluator(): Promise<Bundle> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: join(import.meta.dirname, 'evaluator.ts'), preserveEntrySignatures: 'strict' },
    },
  });
  const chunks = (built as Rolldown.RolldownOutput).output.filter((part) => part.type === 'chunk');
  const [only] = chunks;
  if (only === undefined || chunks.length > 1) throw new Error(`There are ${chunks.length} chunks instead of one.`);
  const sizes = Object.entries(only.modules).map(([file, { renderedLength }]) => [relative(root, file), renderedLength] as const);
  return {
    bytes: Buffer.byteLength(only.code),
    gzipped: gzipSync(only.code, { level: 9 }).byteLength,
    sources: Object.fromEntries(sizes.filter(([, size]) => size > 0).sort(([, a], [, b]) => b - a)),
  };
}
