import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { uiManifests } from './manifests.ts';
import { webComponents } from './web.ts';

const ajv = new Ajv2020({ strict: false });

test('ids are unique, and each component has a skin', () => {
  const ids = uiManifests.map((manifest) => manifest.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(Object.keys(webComponents).toSorted()).toEqual(ids.toSorted());
});

test.each(uiManifests.map((manifest) => [manifest.id, manifest] as const))('%s is valid', async (id, manifest) => {
  expect(id).toMatch(/^ui\.[a-z]+(-[a-z]+)*$/);
  expect(ajv.validateSchema(manifest.schema), JSON.stringify(ajv.errors)).toBe(true);
  const properties = manifest.schema.properties as Readonly<Record<string, { readonly default?: unknown }>>;
  expect(Object.keys(properties)).toEqual(Object.keys(manifest.ui?.properties ?? {}));
  const defaults = Object.fromEntries(
    Object.entries(properties).flatMap(([name, one]) => (one.default === undefined ? [] : [[name, one.default]])),
  );
  expect(ajv.compile(manifest.schema)(defaults)).toBe(true);
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
  expect(manifest.accessibility.length).toBeGreaterThan(10);
  expect(typeof (await webComponents[id]?.load())).toBe('function');
});
