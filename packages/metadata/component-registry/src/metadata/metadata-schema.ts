import type { JsonObject } from '@plinth/foundation';

const text = (maxLength: number): JsonObject => ({ type: 'string', minLength: 1, maxLength });
const recordOf = (value: JsonObject, names: JsonObject = { maxLength: 100 }): JsonObject => ({
  type: 'object',
  propertyNames: names,
  additionalProperties: value,
  maxProperties: 500,
});
const object = (required: Record<string, JsonObject>, optional: Record<string, JsonObject> = {}): JsonObject => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

const boolean: JsonObject = { type: 'boolean' };
const name = '[a-z0-9]+(?:-[a-z0-9]+)*';

/** Type, dot, name in kebab-case, before it perhaps a scope: `ui.button`, `ui.acme/gauge`. */
const componentIdPattern = `^(?:ui|data|logic|integration)\\.(?:${name}/)?${name}$`;

const componentId: JsonObject = { type: 'string', pattern: componentIdPattern, maxLength: 200 };

const editors = [
  'text',
  'long-text',
  'number',
  'boolean',
  'choice',
  'colour',
  'icon',
  'options',
  'columns',
  'query',
  'entity',
  'field',
  'page',
  'expression',
  'json',
];

const categories = ['layout', 'text', 'data', 'input', 'action', 'navigation', 'feedback', 'chart', 'canvas', 'logic', 'integration'];

/** JSON Schema (2020-12) of the contract that `ComponentMetadata` describes; versions and ranges are checked besides. */
export const metadataSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:plinth:component-metadata',
  ...object(
    {
      id: componentId,
      type: { enum: ['ui', 'data', 'logic', 'integration'] },
      version: text(100),
      schema: { type: 'object' },
      implementation: text(500),
      dependencies: recordOf(text(200), componentId),
      compatibility: object({ platform: text(200) }),
      title: text(100),
      description: text(2_000),
      category: { enum: categories },
      icon: { type: 'string', pattern: `^${name}$`, maxLength: 100 },
      accessibility: { type: 'string', maxLength: 2_000 },
    },
    {
      ui: object({
        role: { type: ['string', 'null'], pattern: '^[a-z]+$', maxLength: 50 },
        properties: recordOf(
          object(
            { label: text(100), editor: { enum: editors }, bindable: boolean, feelType: text(500) },
            { perRow: boolean, keysOf: text(100), translatable: boolean },
          ),
        ),
        events: recordOf(object({ label: text(100), payload: text(500) })),
        slots: recordOf(object({ label: text(100) }, { perRow: boolean })),
        outputs: recordOf(object({ label: text(100), feelType: text(500) })),
      }),
    },
  ),
};
