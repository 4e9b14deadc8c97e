import type { NoticeTone } from '@plinth/app-definition';
import type { ReactNode } from 'react';

/** Something told for a moment. */
export interface Notice {
  readonly message: string;
  readonly tone: NoticeTone;
  /** What to do now. */
  readonly hint?: string;
}

/** A question that an action waits for. */
export interface Question {
  readonly title: string;
  readonly message: string;
  readonly agree: string;
  readonly tone: NoticeTone;
}

/** What surrounds a page: where it can go and how it talks to the person. */
export interface PageHost {
  /** Address of a page of this application, or null where the person may not open it. */
  pageAddress(page: string, parameters: Readonly<Record<string, unknown>>): string | null;
  /** A page of this application within another; null where the person may not open it, or pages are only looked at. */
  embedPage(page: string, parameters: Readonly<Record<string, unknown>>): ReactNode | null;
  navigate(address: string, options?: { readonly replace?: boolean }): void;
  openAddress(address: string, newTab: boolean): void;
  notify(notice: Notice): void;
  confirm(question: Question): Promise<boolean>;
}
