import type { ComponentType } from 'react';

/** A component in one of its states. */
export interface Story {
  /** Component name, slash, state. */
  readonly name: string;
  readonly Show: ComponentType;
  /** Covers the page, so it is shown only by itself. */
  readonly alone?: boolean;
}
