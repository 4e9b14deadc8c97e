import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from './check.ts';
import { exceptions } from './exceptions.ts';
import { readTree } from './read-tree.ts';
import { rules } from './rules/index.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');

const found = (rule: string) =>
  check(readTree(join(fixtures, rule)))
    .filter((violation) => violation.rule === rule)
    .map(({ file, line, message }) => `${file}:${line} ${message}`);

const tenancy = 'packages/metadata/tenancy';

test('the list of exceptions is empty', () => {
  expect(exceptions).toEqual([]);
});

test('each rule has a failing fixture, and each fixture a rule', () => {
  expect(readdirSync(fixtures).sort()).toEqual(Object.keys(rules).sort());
  for (const rule of Object.keys(rules)) expect(found(rule), rule).not.toEqual([]);
});

test('direction', () => {
  expect(found('direction')).toEqual([
    `${tenancy}/src/index.ts:1 metadata may not import @plinth/record-store, which is in runtime, further up. Declare a port here and let apps/server/src/compose.ts fill it, or move what both need further down.`,
  ]);
});

test('no-cycles', () => {
  expect(found('no-cycles')).toEqual([
    'packages/metadata/registry/package.json:1 These packages depend on each other in a circle: @plinth/registry → @plinth/tenancy → @plinth/registry. Move what they share into one that both may import.',
  ]);
});

test('doors', () => {
  expect(found('doors')).toEqual([
    `${tenancy}/src/index.ts:1 @plinth/foundation/src/clock.ts is no door of @plinth/foundation. Import from @plinth/foundation or @plinth/foundation/testing, and export there what is missing.`,
    `${tenancy}/src/index.ts:2 @plinth/foundation/testing is for tests. Import from @plinth/foundation, and export there what is missing.`,
    `${tenancy}/src/index.ts:3 ../../../foundation/foundation/src/index.ts leaves the package. Import from @plinth/foundation, and export there what is missing.`,
  ]);
});

test('declared', () => {
  expect(found('declared')).toEqual([
    `${tenancy}/package.json:1 semver is declared but nothing imports it. Remove it from the dependencies.`,
    `${tenancy}/src/index.ts:1 @plinth/foundation is not declared. Add it to the dependencies of ${tenancy}/package.json, or do without it.`,
    `${tenancy}/src/index.ts:3 lru-cache is not declared. Add it to the dependencies of ${tenancy}/package.json, or do without it.`,
    `${tenancy}/src/tenancy.test.ts:1 chai is not declared. Add it to the devDependencies of ${tenancy}/package.json, or do without it.`,
  ]);
});

test('runs', () => {
  expect(found('runs')).toEqual([
    'packages/metadata/app-definition/src/index.ts:1 @plinth/app-definition runs anywhere, but node:crypto only in Node. Take it through a parameter, or move this code to a package that runs there.',
    'packages/presentation/page-renderer/src/index.ts:1 @plinth/page-renderer runs in browsers, but node:path only in Node. Take it through a parameter, or move this code to a package that runs there.',
    'packages/presentation/page-renderer/src/index.ts:2 @plinth/page-renderer runs in browsers, but @plinth/database only in Node. Take it through a parameter, or move this code to a package that runs there.',
  ]);
});

test('components', () => {
  expect(found('components')).toEqual([
    'components/ui/src/index.ts:2 A component may not import @plinth/page-renderer. It stands on @plinth/foundation, @plinth/component-contract, @plinth/component-kit; let the contract bring what it needs.',
    'packages/presentation/page-renderer/src/index.ts:1 @plinth/page-renderer may not import @plinth/ui-components. Ask the component registry for components; only apps know them by name.',
  ]);
});

test('io-libraries', () => {
  expect(found('io-libraries')).toEqual([
    `${tenancy}/src/index.ts:1 @plinth/tenancy may not use node:child_process. Only the embedded PostgreSQL and the runners of functions are processes of ours.`,
    `${tenancy}/src/index.ts:2 @plinth/tenancy may not use node:fs/promises. Stored files go through @plinth/object-storage.`,
    `${tenancy}/src/index.ts:4 @plinth/tenancy may not use pg. SQL runs through @plinth/database, which binds it to the tenant.`,
  ]);
});

test('environment', () => {
  expect(found('environment')).toEqual([
    `${tenancy}/src/index.ts:2 A package may not read the environment. Take an option; apps/server/src/configuration.ts reads it.`,
  ]);
});

test('names', () => {
  expect(found('names')).toEqual([
    `${tenancy}/src/TenantKey.ts:1 "TenantKey" is not kebab-case. Rename it, for instance to "tenant-key".`,
    `${tenancy}/src/helpers/key.ts:1 "helpers" names a drawer, not a thing. Name each thing in it, a file for each.`,
    `${tenancy}/src/types.ts:1 "types" names a drawer, not a thing. Name each thing in it, a file for each.`,
    `${tenancy}/src/utils.ts:1 "utils" names a drawer, not a thing. Name each thing in it, a file for each.`,
  ]);
});

test('size', () => {
  expect(found('size')).toEqual([
    `${tenancy}/src/index.ts:501 501 lines are more than 500. Split it by what it is about, or say why not in a first comment "Long because …".`,
  ]);
});

test('markers', () => {
  expect(found('markers')).toEqual([
    `${tenancy}/src/index.ts:2 A comment leaves something to do. Do it, or open an issue and remove the comment.`,
  ]);
});

test('manifests', () => {
  expect(found('manifests')).toEqual([
    'packages/cellar/wine/package.json:1 packages/cellar/wine is in no layer. The layers are foundation, infrastructure, integration, metadata, runtime, orchestration, presentation, components, apps, examples, benchmarks, conformance, chaos, tools.',
    `${tenancy}/package.json:1 "plinth.layer" says runtime. Write "metadata", as the folder says.`,
    `${tenancy}/package.json:1 "plinth.runs" says nothing known. Write "anywhere", "node" or "browser".`,
    `${tenancy}/package.json:1 The package has no door. Export "." as ./src/index.ts.`,
    `${tenancy}/package.json:1 README.md is missing. Say in three sentences what the package is for and what it may not know.`,
  ]);
});
