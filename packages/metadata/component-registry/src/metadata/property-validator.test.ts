import type { ComponentMetadata } from '@plinth/component-contract';
import { expect, test } from 'vitest';
import { testComponent } from '../testing.ts';
import { propertyValidator } from './property-validator.ts';

const property = (bindable: boolean) => ({ label: 'x', editor: 'text', bindable, feelType: 'any' }) as const;

const metadata: ComponentMetadata = {
  ...testComponent('ui.x', '1.0.0'),
  type: 'ui',
  schema: {
    type: 'object',
    properties: { label: { type: 'string', maxLength: 5 }, size: { type: 'integer' }, kind: { enum: ['a', 'b'] } },
    required: ['label', 'size'],
    additionalProperties: false,
  },
  ui: {
    role: null,
    properties: { label: property(true), size: property(true), kind: property(false) },
    events: {},
    slots: {},
    outputs: {},
  },
};

const violations = (properties: Record<string, unknown>) => propertyValidator().violations('s', metadata, properties);

test.each([
  [{ label: 'abc', size: 1 }],
  [{ label: '= user.name', size: '= 1 + 1' }],
  [{ label: 'Hello {{ user.name }}', size: 1 }],
  [{ label: "'= ab", size: 1, kind: 'a' }],
])('%j is valid', (properties) => {
  expect(violations(properties)).toEqual([]);
});

test.each([
  [{ label: 'too long', size: 1 }, '/label', 'Must NOT have more than 5 characters.'],
  [{ label: "'= too long", size: 1 }, '/label', 'Must NOT have more than 5 characters.'],
  [{ label: 'a', size: '1' }, '/size', 'Must be integer.'],
  [{ label: '= x' }, '', "Must have required property 'size'."],
  [{ label: 'a', size: 1, kind: '= x' }, '/kind', 'The property "kind" of ui.x cannot be bound to an expression.'],
  [{ label: 'a', size: 1, kind: 'c' }, '/kind', 'Must be one of "a", "b".'],
  [{ label: 'a', size: 1, labl: '= x' }, '/labl', 'There is no "labl" here.'],
])('%j is refused at %s', (properties, path, message) => {
  expect(violations(properties)).toEqual([expect.objectContaining({ path, message })]);
});

test('a property called like a part of every object is an unknown property', () => {
  expect(violations(JSON.parse('{"label": "a", "size": 1, "__proto__": {"x": 1}}'))).toEqual([
    expect.objectContaining({ path: '/__proto__' }),
  ]);
});

test('a component without UI contract takes expressions anywhere', () => {
  const { ui: _, ...logic } = metadata;
  expect(propertyValidator().violations('s', logic, { label: '= x', size: '= y', kind: '= z' })).toEqual([]);
});
