import type { ComponentType, ReactNode } from 'react';

/** What stands around each component instance where a page is shown to be changed. */
export interface PageDesign {
  /** Around everything that an instance draws; it may add no element. */
  readonly Instance: ComponentType<{ readonly id: string; readonly children: ReactNode }>;
  /** In place of a content that holds nothing. */
  readonly EmptySlot: ComponentType<{ readonly instance: string }>;
}
