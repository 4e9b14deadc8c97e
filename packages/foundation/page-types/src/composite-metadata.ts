import type { CompositePlan } from '@plinth/api-contract';
import type { ComponentMetadata, UiProperty } from '@plinth/component-contract';
import type { JsonObject } from '@plinth/foundation';

/** Where what is put into a composite is drawn; `slot` says which one it is. */
const slotComponent = 'ui.slot';

type CompositePage = Pick<CompositePlan['page'], 'key' | 'label' | 'description' | 'icon' | 'parameters' | 'composite'>;

/** What a composite is to those who put it on a page: a component with its parameters as properties, its events and slots. */
export function compositeMetadata(page: CompositePage, slots: readonly string[]): ComponentMetadata {
  const { key, label, description, icon, parameters, composite } = page;
  const names = Object.entries(parameters);
  return {
    id: `composite.${key}`,
    type: 'ui',
    version: '1.0.0',
    schema: {
      type: 'object',
      properties: Object.fromEntries(names.map(([name, type]) => [name, schemaOf(type)])),
      additionalProperties: false,
    },
    implementation: `composite:${key}`,
    dependencies: {},
    compatibility: { platform: '*' },
    title: label,
    description: description ?? '',
    category: 'layout',
    icon: icon ?? 'puzzle',
    accessibility: '',
    ui: {
      role: null,
      properties: Object.fromEntries(names.map(([name, type]) => [name, propertyOf(name, type)])),
      events: Object.fromEntries(Object.entries(composite?.events ?? {}).map(([name, payload]) => [name, { label: words(name), payload }])),
      slots: Object.fromEntries(slots.map((name) => [name, { label: words(name) }])),
      outputs: {},
    },
  };
}

/** Names of the slots that components of a composite leave for its content. */
export function slotNames(components: readonly { readonly component: string; readonly properties: unknown }[]): readonly string[] {
  const names = components.flatMap(({ component, properties }) => {
    if (component !== slotComponent) return [];
    const { slot } = properties as { readonly slot?: unknown };
    return [typeof slot === 'string' && slot !== '' ? slot : 'children'];
  });
  return [...new Set(names)];
}

const plain: Readonly<Record<string, UiProperty['editor']>> = { string: 'text', number: 'number', boolean: 'boolean' };

function propertyOf(name: string, type: string): UiProperty {
  const editor = Object.hasOwn(plain, type) ? plain[type] : undefined;
  return {
    label: words(name),
    editor: editor ?? 'expression',
    bindable: true,
    feelType: type,
    ...(type === 'string' ? { translatable: true } : {}),
  };
}

/** Numbers of any size: decimal text where a double would lose digits. */
function schemaOf(type: string): JsonObject {
  if (type === 'number') return { type: ['number', 'string', 'null'] };
  return Object.hasOwn(plain, type) ? { type: [type, 'null'] } : {};
}

/** `dueDate` as people read it: `Due date`. */
function words(name: string): string {
  const apart = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return apart.charAt(0).toUpperCase() + apart.slice(1).toLowerCase();
}
