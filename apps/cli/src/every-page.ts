/** All pages of a list that is given page by page. */
export async function everyPage<Item>(
  page: (cursor: { readonly cursor?: string }) => Promise<{ readonly items: readonly Item[]; readonly next: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = null;
  do {
    const answer: { readonly items: readonly Item[]; readonly next: string | null } = await page(next === null ? {} : { cursor: next });
    items.push(...answer.items);
    next = answer.next;
  } while (next !== null);
  return items;
}
