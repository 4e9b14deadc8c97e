import { type DefinitionAction, readSnapshot, restoreReplica, signatureOf, snapshotOf } from '@plinth/app-definition';
import type { KeptWork } from '@plinth/studio-session';
import type { Page } from 'playwright-core';

/** What the window of a page has kept of its work in IndexedDB. */
export interface KeptInBrowser {
  readonly pending: readonly DefinitionAction[];
  /** Ids of actions that the author was told were not done. */
  readonly refused: readonly string[];
  readonly overwritten: number;
  readonly position: number;
  readonly signature: string;
}

export async function keptInBrowser(page: Page): Promise<KeptInBrowser> {
  const works = await page.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('plinth-studio'));
    const stores = database.transaction(['work', 'base', 'entries']);
    const found = (await done(stores.objectStore('work').getAll())) as { window: string }[];
    const whole = found.map(async (work) => ({
      ...work,
      base: await done(stores.objectStore('base').get(work.window)),
      entries: await done(stores.objectStore('entries').getAll(IDBKeyRange.bound([work.window, 0], [work.window, Infinity]))),
    }));
    const all = await Promise.all(whole);
    database.close();
    return all;
  });
  const [work, further] = works as unknown as KeptWork[];
  if (work === undefined || further !== undefined) throw new Error(`The browser keeps the work of ${works.length} windows, not of one.`);
  return restored(work);
}

function restored({ base, entries, state }: KeptWork): KeptInBrowser {
  const { definition } = readSnapshot(base.snapshot);
  if (definition === null) throw new Error('What the browser keeps is no definition.');
  const replica = restoreReplica(state.replica, { definition, position: base.position }, entries);
  return {
    pending: replica.pending,
    refused: state.refused.map(({ action }) => action.id),
    overwritten: state.overwritten.length,
    position: replica.position,
    signature: signatureOf(snapshotOf(replica.definition)),
  };
}
