import { SourceMap } from 'node:module';
import type { CompiledFunction } from './compile-function.ts';

const frame = /plinth:[^\s():]*:(\d+):(\d+)/;
const mostFrames = 20;

/** The lines of a stack that are in the function's own source, with their places there: `at check (loan.ts:12:5)`. */
export function mapStack({ map, name }: Pick<CompiledFunction, 'map' | 'name'>, stack: string): readonly string[] {
  const lines = stack.split('\n').filter((line) => frame.test(line));
  if (lines.length === 0) return [];
  const source = new SourceMap(JSON.parse(map));
  return lines.slice(0, mostFrames).map((line) =>
    line.trim().replace(frame, (whole, row: string, column: string) => {
      const entry = source.findEntry(Number(row) - 1, Number(column) - 1);
      return 'originalLine' in entry
        ? `${fileOf(name, entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
        : whole;
    }),
  );
}

/** The function's own file, or that of a package by its name. */
function fileOf(name: string, source: string): string {
  const [, inPackage] = /^.*node_modules\/(.+)$/.exec(source) ?? [];
  return inPackage ?? `${name}.ts`;
}
