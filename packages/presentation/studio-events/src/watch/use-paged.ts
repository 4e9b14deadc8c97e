import { useCallback, useState } from 'react';
import { type Asked, useAsked } from './use-asked.ts';

const pageSize = 100;

/** What a page is asked with. */
export interface PageQuestion {
  readonly limit: number;
  readonly after?: string;
}

export interface Paged<Item> extends Asked<readonly Item[]> {
  /** Asks for a page more; null where there are no more. */
  readonly more: (() => void) | null;
}

/** The newest of many, as many pages of them as somebody wanted, kept up to date; keep `load` with `useCallback`. */
export function usePaged<Item extends { readonly id: string }>(
  load: (page: PageQuestion, signal: AbortSignal) => Promise<readonly Item[]>,
): Paged<Item> {
  const [pages, setPages] = useState(1);
  const asked = useAsked(
    useCallback(
      async (signal: AbortSignal) => {
        const items: Item[] = [];
        for (let page = 0; page < pages; page++) {
          const after = items.at(-1)?.id;
          const found = await load({ limit: pageSize, ...(after === undefined ? {} : { after }) }, signal);
          items.push(...found);
          if (found.length < pageSize) break;
        }
        return items as readonly Item[];
      },
      [load, pages],
    ),
  );
  const isFull = (asked.value?.length ?? 0) >= pages * pageSize;
  return { ...asked, more: isFull ? () => setPages(pages + 1) : null };
}
