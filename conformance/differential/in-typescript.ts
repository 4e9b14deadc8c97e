import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileTypescript, type FeelContext, type FeelValue, type TypedExpression } from '@plinth/expression';
import type { Clock } from '@plinth/expression/runtime';

/** An emitted function: it takes its scope, the input of unary tests, and the clock where it reads one. */
export type Emitted = (scope: FeelContext, ...more: readonly (FeelValue | Clock)[]) => FeelValue;

/** Where emitted modules are written: below the project, so that they find its packages. */
const folder = join(import.meta.dirname, '..', '..', '.plinth', 'differential');

/** Writes the expressions as one module, imports it and gives its functions in order. The module's file is gone afterwards. */
export async function emit(name: string, expressions: readonly TypedExpression[]): Promise<readonly Emitted[]> {
  const keys = expressions.map((_, index) => `f${index}`);
  const { source, functions } = compileTypescript(
    Object.fromEntries(keys.map((key, index) => [key, expressions[index] as TypedExpression])),
  );
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-${process.pid}.ts`);
  writeFileSync(file, source);
  try {
    const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, Emitted>>;
    return keys.map((key) => {
      const emitted = module[functions.get(key) ?? ''];
      if (emitted === undefined) throw new Error(`The module has no ${key}.`);
      return emitted;
    });
  } finally {
    rmSync(file);
  }
}
