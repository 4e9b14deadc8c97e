import { implement, introspectSource, listConnections, type Operation, removeConnection, setConnection } from '@plinth/api-contract';
import { writeFiles } from '@plinth/app-definition';
import { attachDatabase, readCatalog, statement } from '@plinth/database';
import { introspectedApplication } from '@plinth/introspection';
import type { ConnectionStore } from './connection-store.ts';

const ping = statement('select 1');

/** The operations on connections, for the gateway. */
export function connectionOperations(store: ConnectionStore): readonly Operation[] {
  return [
    implement(listConnections, async (context) => ({ items: [...(await store.list(context))] })),
    implement(setConnection, async (context, { connection, address }) => {
      const database = attachDatabase(address);
      try {
        await database.query(context, ping);
      } finally {
        await database.close();
      }
      return store.set(context, connection, address);
    }),
    implement(removeConnection, async (context, { connection }) => {
      await store.remove(context, connection);
      return null;
    }),
    implement(introspectSource, async (context, { connection, key, label, schemas, attach = false }) => {
      const address = await store.open(context, connection, await store.sealed(context, connection));
      const catalog = await readCatalog(address, { signal: context.signal, ...(schemas === undefined ? {} : { schemas }) });
      const { definition, report } = introspectedApplication(catalog, { key, label, ...(attach ? { connection } : {}) });
      // Contracts have lists that can be written to.
      return structuredClone({ files: writeFiles(definition), report }) as never;
    }),
  ];
}
