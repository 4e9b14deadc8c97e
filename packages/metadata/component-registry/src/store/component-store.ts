import type { ComponentFlags, PublishedComponent } from '../published-component.ts';

/** Changes of a store since some revision. */
export interface StoreChanges {
  /** The store's revision with these changes. */
  readonly revision: number;
  /** Versions that are new or whose flags changed. */
  readonly components: readonly PublishedComponent[];
}

/** Where published components are kept. The registry reads all of them once and then only what changed. */
export interface ComponentStore {
  /** Everything published or flagged after a revision; 0 gives everything. */
  changesSince(revision: number): Promise<StoreChanges>;
  /**
   * Keeps a version unless one with the same id and precedence (build metadata apart, as in npm) is there already.
   * Atomic: of two at once, one is kept. Gives the one that is there now.
   */
  insert(component: PublishedComponent): Promise<PublishedComponent>;
  /** Replaces the flags of a version; gives the version, or null where there is none. */
  flag(id: string, version: string, flags: ComponentFlags): Promise<PublishedComponent | null>;
}
