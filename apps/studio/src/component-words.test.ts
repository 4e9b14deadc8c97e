import { readFileSync } from 'node:fs';
import { uiManifests } from '@plinth/ui-components/manifests';
import { expect, test } from 'vitest';

/** Everything that the registry says of its components to makers. */
const said = new Set(
  uiManifests.flatMap(({ title, description, accessibility, ui }) => [
    ...[title, description, ...(accessibility === undefined ? [] : [accessibility])],
    ...[ui?.properties, ui?.events, ui?.slots].flatMap((parts) => Object.values(parts ?? {}).map(({ label }) => label)),
  ]),
);

test.each(['de', 'ar'])('%s: every word of the components is translated, and none is left over', (locale) => {
  const file = new URL(`../../../packages/presentation/studio-pages/src/words/${locale}.json`, import.meta.url);
  const words: Readonly<Record<string, string>> = JSON.parse(readFileSync(file, 'utf8'));
  expect([...said].filter((word) => !Object.hasOwn(words, word))).toEqual([]);
  expect(Object.keys(words).filter((word) => !said.has(word))).toEqual([]);
  expect(Object.values(words).filter((word) => word.trim() === '')).toEqual([]);
});
