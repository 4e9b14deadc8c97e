import type { ComponentCategory, ComponentMetadata, UiContract, UiEvent, UiOutput, UiProperty, UiSlot } from '@plinth/component-contract';
import type { SkinProps } from '@plinth/component-kit';
import type { JsonObject } from '@plinth/foundation';

/** One property of a component: how it is edited, its JSON Schema and, for the compiler only, the type of its value. */
export interface Property<Value = unknown> {
  readonly ui: UiProperty;
  readonly schema: JsonObject;
  /** Never set; carries the type of the value to {@link PropertiesOf}. */
  readonly valueType?: Value;
}

type Values<Properties extends Readonly<Record<string, Property>>> = {
  readonly [Name in keyof Properties]: Properties[Name] extends Property<infer Value> ? Value : never;
};

/** Metadata that remembers the types of its properties. */
export interface DefinedComponent<PropertyTypes> extends ComponentMetadata {
  readonly ui: UiContract;
  /** Never set; see {@link PropertiesOf}. */
  readonly propertyTypes?: PropertyTypes;
}

/** What a skin of the component gets as `properties`. */
export type PropertiesOf<Component> = Component extends DefinedComponent<infer PropertyTypes extends object> ? PropertyTypes : never;

interface ComponentDefinition<Properties extends Readonly<Record<string, Property>>> {
  /** Kebab-case; the id becomes `ui.<name>`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly category: ComponentCategory;
  readonly icon: string;
  readonly accessibility: string;
  readonly role: string | null;
  readonly properties: Properties;
  readonly events?: Readonly<Record<string, UiEvent>>;
  readonly slots?: Readonly<Record<string, UiSlot>>;
  readonly outputs?: Readonly<Record<string, UiOutput>>;
}

/** Writes the metadata of a built-in component, so that its schema and its contract cannot disagree about a property. */
export function defineComponent<const Properties extends Readonly<Record<string, Property>>>(
  definition: ComponentDefinition<Properties>,
): DefinedComponent<Values<Properties>> {
  const properties = Object.entries<Property>(definition.properties);
  return {
    id: `ui.${definition.name}`,
    type: 'ui',
    version: '1.0.0',
    schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: Object.fromEntries(properties.map(([name, property]) => [name, property.schema])),
      additionalProperties: false,
    },
    implementation: `builtin:${definition.name}`,
    dependencies: {},
    compatibility: { platform: '>=0.1.0' },
    title: definition.title,
    description: definition.description,
    category: definition.category,
    icon: definition.icon,
    accessibility: definition.accessibility,
    ui: {
      role: definition.role,
      properties: Object.fromEntries(properties.map(([name, property]) => [name, property.ui])),
      events: definition.events ?? {},
      slots: definition.slots ?? {},
      outputs: definition.outputs ?? {},
    },
  };
}

/** What the web skin of a component is given. */
export type PropsOf<Component> = SkinProps<PropertiesOf<Component>>;
