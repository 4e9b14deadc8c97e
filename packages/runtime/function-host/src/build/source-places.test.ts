import { SourceMap } from 'node:module';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { SourcePlaces } from './source-places.ts';

test('every place of a map is found as Node finds it', async () => {
  const contents = Array.from(
    { length: 60 },
    (_, at) =>
      `export const f${at} = (a: number, b?: string): number => {\n\n  if (a > ${at}) throw new Error(\`x\${b}\`);\n  return a;\n};`,
  );
  const { outputFiles } = await build({
    ...{ stdin: { contents: contents.join('\n'), loader: 'ts' }, sourcemap: 'external', outdir: '/', write: false, minifyWhitespace: true },
  });
  const text = outputFiles.find(({ path }) => path.endsWith('.map'))?.text ?? '';
  const code = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
  const places = new SourcePlaces(text);
  const node = new SourceMap(JSON.parse(text));
  for (const [line, written] of code.split('\n').entries()) {
    for (let column = 0; column <= written.length; column++) {
      const entry = node.findEntry(line, column);
      const expected = 'originalLine' in entry ? [entry.originalSource, entry.originalLine, entry.originalColumn] : null;
      const found = places.find(line, column);
      expect(found === null ? null : [found.source, found.line, found.column]).toEqual(expected);
    }
  }
  expect(places.bytes).toBeGreaterThan(1000);
});

test.each([
  ['{}', 'no map'],
  ['{"sources":["a"],"mappings":5}', 'no text'],
  ['{"sources":5,"mappings":"AAAA"}', 'no sources'],
  ['{"sources":[null],"mappings":"AAAA"}', 'no name'],
  ['{"sources":["a"],"mappings":"A"}', 'no source'],
  ['{"sources":["a"],"mappings":"AgggggggggggggB,ä"}', 'numbers beyond all'],
])('%s has no places (%s)', (map) => {
  expect(new SourcePlaces(map).find(0, 0)).toBeNull();
  expect(new SourcePlaces(map).find(Number.NaN, -1)).toBeNull();
});
