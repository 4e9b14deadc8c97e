import type { ComponentMetadata } from '@plinth/component-contract';
import type { ComponentType, ReactNode } from 'react';

/** Property values as the renderer computed them; per-row properties arrive as functions of row and index. */
export type PropertyValues = Readonly<Record<string, unknown>>;

/** A value for each row of a list or table. */
export type PerRow<Value> = (row: Readonly<Record<string, unknown>>, index: number) => Value;

/** What a skin is given. It is rendered again only when one of its own values changes. */
export interface SkinProps<Properties extends object = PropertyValues> {
  /** Id of the component instance; the prefix of every DOM id the skin makes. */
  readonly id: string;
  readonly properties: Properties;
  /** Runs the page actions of an event; resolves when they are done, never rejects. Absent where the maker attached none. */
  readonly events: Readonly<Record<string, ((payload?: Readonly<Record<string, unknown>>) => Promise<void>) | undefined>>;
  /** Rendered children by slot; absent where empty. */
  readonly slots: Readonly<Record<string, ReactNode | undefined>>;
  /** Rendered children of a per-row slot. */
  readonly rowSlots: Readonly<Record<string, PerRow<ReactNode> | undefined>>;
  /** Publishes an output, which expressions of the page read by the instance's name. */
  readonly setOutput: (name: string, value: unknown) => void;
}

/** The web implementation of a UI component. */
export type WebSkin<Properties extends object = never> = ComponentType<SkinProps<Properties>>;

/** A manifest and its skin, as a player loads them. */
export interface WebComponent {
  readonly metadata: ComponentMetadata;
  readonly skin: WebSkin;
}
