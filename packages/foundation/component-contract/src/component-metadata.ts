import type { JsonObject } from '@plinth/foundation';

export type ComponentType = 'ui' | 'data' | 'logic' | 'integration';

/**
 * What the registry knows of a component version. Published metadata is immutable; its signature is the SHA-256 of its
 * canonical JSON (RFC 8785).
 */
export interface ComponentMetadata {
  /** `ui.button`: type, dot, kebab-case name; outsiders put a scope before the name: `ui.acme/gauge`. */
  readonly id: string;
  readonly type: ComponentType;
  /** Semantic version 2.0.0. */
  readonly version: string;
  /** JSON Schema (2020-12) of the configuration: for UI components, of the properties. */
  readonly schema: JsonObject;
  /** Where the implementation is found: `builtin:button`, `npm:@acme/gauge@1.2.0/gauge.js`. */
  readonly implementation: string;
  /** Component id to semver range. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly compatibility: { readonly platform: string };
  readonly title: string;
  readonly description: string;
  readonly category: ComponentCategory;
  /** Name of a Tabler icon, kebab-case. */
  readonly icon: string;
  /** What people who use a keyboard or a screen reader should know; shown to makers. */
  readonly accessibility: string;
  /** Only for `ui`. */
  readonly ui?: UiContract;
}

export type ComponentCategory =
  | 'layout'
  | 'text'
  | 'data'
  | 'input'
  | 'action'
  | 'navigation'
  | 'feedback'
  | 'chart'
  | 'canvas'
  | 'logic'
  | 'integration';

/** The part of the contract that both skins of a UI component keep. */
export interface UiContract {
  /** ARIA role of the root, or null where the component is only layout. */
  readonly role: string | null;
  /** Properties in the order in which a maker edits them; each has a schema of the same name in `schema.properties`. */
  readonly properties: Readonly<Record<string, UiProperty>>;
  /** What it tells; each event's payload is bound as `event` in the page actions that follow. */
  readonly events: Readonly<Record<string, UiEvent>>;
  /** Where other components can be put. An empty record: it has no children. */
  readonly slots: Readonly<Record<string, UiSlot>>;
  /** What the instance offers to expressions of the same page under its name, with FEEL types: `{ selected: 'record' }`. */
  readonly outputs: Readonly<Record<string, UiOutput>>;
}

export interface UiProperty {
  readonly label: string;
  /** How the maker edits it; the Studio has one editor for each. */
  readonly editor:
    | 'text'
    | 'long-text'
    | 'number'
    | 'boolean'
    | 'choice'
    | 'colour'
    | 'icon'
    | 'options'
    | 'columns'
    | 'query'
    | 'entity'
    | 'field'
    | 'page'
    | 'expression'
    | 'json';
  /** Whether an expression may feed it. */
  readonly bindable: boolean;
  /** FEEL type of what an expression must give: `string`, `number`, `list<context>`, `any`. */
  readonly feelType: string;
  /** An expression evaluated once for each row or item by the component itself, with `row` (and `index`) in scope. */
  readonly perRow?: boolean;
  /** The property whose items' keys the texts in its value are: a misspelt one would name nothing. */
  readonly keysOf?: string;
  /** Whether its text is translated and found by the translations editor. */
  readonly translatable?: boolean;
}

export interface UiEvent {
  readonly label: string;
  /** FEEL type of `event`: `context<value: string>`. */
  readonly payload: string;
}

export interface UiSlot {
  readonly label: string;
  /** Children are rendered once per row with `row` and `index` in scope (lists). */
  readonly perRow?: boolean;
}

export interface UiOutput {
  readonly label: string;
  readonly feelType: string;
}
