import { parseSync } from 'oxc-parser';
import type { ImportOf, SourceFile } from './tree.ts';

const marker = /\b(TODO|FIXME|XXX|HACK)\b/;

/** Reads of a source file what the rules ask about. */
export function parseSource(path: string, text: string, development: boolean): SourceFile {
  const { module, comments, program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const lineAt = lineFinder(text);
  const firstCode = program.body[0]?.start ?? text.length;
  let code = text;
  for (const { start, end } of comments) code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: importsOf(module, text, lineAt),
    firstComment: comments.find(({ end }) => end <= firstCode)?.value.trim() ?? '',
    environmentReads: [...code.matchAll(/\bprocess\s*\.\s*env\b/g)].map(({ index }) => lineAt(index)),
    markers: comments.filter(({ value }) => marker.test(value)).map(({ start }) => lineAt(start)),
    development,
  };
}

function importsOf(module: ReturnType<typeof parseSync>['module'], text: string, lineAt: (offset: number) => number): ImportOf[] {
  const imports = module.staticImports.map(({ start, moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    line: lineAt(start),
    names: entries.flatMap(({ importName }) => (importName.kind === 'Name' && importName.name != null ? [importName.name] : [])),
  }));
  const reExports = module.staticExports.flatMap(({ start, entries }) => {
    const specifiers = new Set(entries.flatMap(({ moduleRequest }) => (moduleRequest == null ? [] : [moduleRequest.value])));
    return [...specifiers].map((specifier) => ({ specifier, line: lineAt(start), names: [] }));
  });
  const dynamic = module.dynamicImports.flatMap(({ start, moduleRequest }) => {
    const literal = /^(['"`])([^'"`$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[2] === undefined ? [] : [{ specifier: literal[2], line: lineAt(start), names: [] }];
  });
  return [...imports, ...reExports, ...dynamic].sort((a, b) => a.line - b.line);
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    const next = starts.findIndex((start) => start > offset);
    return next === -1 ? starts.length : next;
  };
}
