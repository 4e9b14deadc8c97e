import type { KeptWork, WorkChange, WorkStorage } from './work-storage.ts';

const databaseName = 'plinth-studio';
const version = 1;

/** Work in IndexedDB. A private window or a full disk rejects, with what the browser says. */
export function indexedStorage(factory: IDBFactory = indexedDB): WorkStorage {
  let opened: Promise<IDBDatabase> | null = null;
  const open = (): Promise<IDBDatabase> => {
    opened ??= openDatabase(factory, () => {
      opened = null;
    }).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };

  return {
    async list(scope) {
      const transaction = (await open()).transaction(['work', 'base', 'entries']);
      const works = await result<Omit<KeptWork, 'base' | 'entries'>[]>(transaction.objectStore('work').index('scope').getAll(scope));
      const complete = works.map(async (work): Promise<KeptWork | null> => {
        const range = IDBKeyRange.bound([work.window, 0], [work.window, Number.POSITIVE_INFINITY]);
        const [base, entries] = await Promise.all([
          result<KeptWork['base'] | undefined>(transaction.objectStore('base').get(work.window)),
          result<KeptWork['entries']>(transaction.objectStore('entries').getAll(range)),
        ]);
        return base === undefined ? null : { ...work, base, entries };
      });
      return (await Promise.all(complete)).filter((work) => work !== null);
    },

    async write({ base, entries, ...work }: WorkChange) {
      const transaction = (await open()).transaction(['work', 'base', 'entries'], 'readwrite');
      transaction.objectStore('work').put(work);
      if (base !== null) {
        transaction.objectStore('base').put(base, work.window);
        transaction.objectStore('entries').delete(IDBKeyRange.bound([work.window, 0], [work.window, base.position]));
      }
      for (const entry of entries) transaction.objectStore('entries').put(entry, [work.window, entry.position]);
      // At once, and not once the page has heard of each: one that is being left hears of nothing any more.
      transaction.commit();
      await completed(transaction);
    },

    async remove(window) {
      const transaction = (await open()).transaction(['work', 'base', 'entries'], 'readwrite');
      transaction.objectStore('work').delete(window);
      transaction.objectStore('base').delete(window);
      transaction.objectStore('entries').delete(IDBKeyRange.bound([window, 0], [window, Number.POSITIVE_INFINITY]));
      await completed(transaction);
    },
  };
}

function openDatabase(factory: IDBFactory, lost: () => void): Promise<IDBDatabase> {
  const request = factory.open(databaseName, version);
  request.onupgradeneeded = () => {
    const database = request.result;
    database.createObjectStore('work', { keyPath: 'window' }).createIndex('scope', 'scope');
    database.createObjectStore('base');
    database.createObjectStore('entries');
  };
  return result<IDBDatabase>(request).then((database) => {
    // A newer page of the platform may change the form; this one opens it again when it needs it.
    database.onversionchange = () => {
      database.close();
      lost();
    };
    database.onclose = lost;
    return database;
  });
}

function result<Value>(request: IDBRequest): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as Value);
    request.onerror = () => reject(request.error);
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
