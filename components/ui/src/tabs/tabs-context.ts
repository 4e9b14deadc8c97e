import { createContext } from 'react';

/** A tab as it announces itself to the tabs around it. */
export interface TabEntry {
  readonly key: string;
  readonly label: string;
  readonly icon: string | null | undefined;
  readonly badge: string | null | undefined;
  readonly disabled: boolean;
  /** Where its panel stands, which orders the tabs. */
  readonly panel: HTMLElement;
}

export interface TabsState {
  readonly id: string;
  readonly open: string | null;
  /** Enters or replaces a tab; the result takes it out. */
  enter(entry: TabEntry): () => void;
}

/** The tabs around a tab; null where a tab stands alone. */
export const TabsContext = createContext<TabsState | null>(null);
