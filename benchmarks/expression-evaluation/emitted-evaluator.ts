import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileTypescript, type TypedExpression } from '@plinth/expression';

/** The emitted TypeScript of an expression, as a module of its own that Node has read. */
export async function emittedEvaluator<Row>(typed: TypedExpression): Promise<(row: Row) => unknown> {
  const folder = join(import.meta.dirname, '..', '..', '.plinth', 'benchmarks');
  const file = join(folder, `expression-${process.pid}.ts`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, compileTypescript({ evaluate: typed }).source);
  try {
    return ((await import(pathToFileURL(file).href)) as { readonly evaluate: (row: Row) => unknown }).evaluate;
  } finally {
    rmSync(file);
  }
}
