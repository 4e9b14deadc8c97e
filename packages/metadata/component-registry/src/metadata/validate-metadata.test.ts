import type { ComponentMetadata } from '@plinth/component-contract';
import { expect, test } from 'vitest';
import { testComponent } from '../testing.ts';
import { metadataViolations } from './validate-metadata.ts';

const ui = {
  role: 'button',
  properties: { label: { label: 'Label', editor: 'text', bindable: true, feelType: 'string' } },
  events: {},
  slots: {},
  outputs: {},
} as const;

const button: ComponentMetadata = {
  ...testComponent('ui.acme/button', '1.0.0-beta.1+5'),
  type: 'ui',
  schema: { type: 'object', properties: { label: { type: 'string' } }, additionalProperties: false },
  ui,
};

test('P3 valid metadata has no violations', () => {
  expect(metadataViolations(button)).toEqual([]);
  expect(metadataViolations(testComponent('logic.a', '1.0.0'))).toEqual([]);
});

const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`);

test.each([
  ['no object', null, ''],
  ['an id without a type', { id: 'button' }, '/id'],
  ['an id with capitals', { id: 'ui.Button' }, '/id'],
  ['an id of another type', { id: 'data.button' }, '/id'],
  ['a version that is none', { version: '1.0' }, '/version'],
  ['a version with a v', { version: 'v1.0.0' }, '/version'],
  ['a range that is none', { dependencies: { 'ui.b': 'newest' } }, '/dependencies/ui.b'],
  ['a dependency on itself', { dependencies: { 'ui.acme/button': '*' } }, '/dependencies/ui.acme~1button'],
  ['a platform that is no range', { compatibility: { platform: 'all' } }, '/compatibility/platform'],
  ['a type nobody knows', { type: 'widget' }, '/type'],
  ['an unknown property', { colour: 'red' }, '/colour'],
  ['a schema that is none', { schema: { type: 'thing' } }, '/schema/type'],
  ['a schema that points nowhere', { schema: { type: 'object', properties: { label: { $ref: '#/nowhere' } } } }, '/schema'],
  ['a schema that would be fetched', { schema: { properties: { label: { $ref: 'https://example.org/x.json' } } } }, '/schema'],
  ['a property without schema', { schema: { type: 'object' } }, '/ui/properties/label'],
  ['a UI component without contract', { ui: undefined }, ''],
  ['a name that reaches a prototype', { schema: JSON.parse('{"__proto__": {"x": 1}}') }, '/schema/__proto__'],
  ['too deep nesting', { schema: deep }, '/schema'],
  ['a number that is none', { schema: { minimum: Number.NaN } }, '/schema/minimum'],
  ['too much text', { schema: { description: 'x'.repeat(600_000) } }, ''],
])('P3 %s is refused with its place', (_, parts, path) => {
  const violations = metadataViolations(parts === null ? null : { ...button, ...parts });
  expect(violations.length).toBeGreaterThan(0);
  expect(violations[0]?.path.startsWith(path)).toBe(true);
  expect(violations[0]?.message).toMatch(/\.$|reference|resolve/);
});

test('P3 a misspelt property is answered with the nearest name', () => {
  const { accessibility, ...rest } = button;
  expect(metadataViolations({ ...rest, accessibilty: accessibility })).toContainEqual({
    path: '/accessibilty',
    message: 'There is no "accessibilty" here.',
    hint: 'Did you mean "accessibility"?',
  });
});
