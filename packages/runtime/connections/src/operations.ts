import {
  implement,
  introspectSource,
  listConnections,
  type Operation,
  removeConnection,
  setConnection,
  testConnection,
} from '@plinth/api-contract';
import { writeFiles } from '@plinth/app-definition';
import { attachDatabase, readCatalog, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { introspectedApplication } from '@plinth/introspection';
import { attachMariadb, isMariadbAddress, readMariadbCatalog } from '@plinth/mariadb';
import type { OutgoingSockets } from '@plinth/outgoing';
import type { ConnectionStore } from './connection-store.ts';

const who = statement(`select current_database() as database, current_user as login, current_setting('server_version') as version`);

const whoThere = statement('select database() as "database", current_user() as login, version() as version');

interface Answering {
  readonly database: string;
  readonly login: string;
  readonly version: string;
  readonly product: 'postgres' | 'mariadb';
}

/** What answers at an address; throws where nothing does. */
async function answering(context: RequestContext, address: string, socket: OutgoingSockets): Promise<Answering> {
  const isMariadb = isMariadbAddress(address);
  const database = isMariadb ? attachMariadb(address, { socket }) : attachDatabase(address, { socket });
  try {
    const { rows } = await database.query<Omit<Answering, 'product'>>(context, isMariadb ? whoThere : who);
    const [answer] = rows;
    if (answer === undefined) throw new Error('A database did not say who it is.');
    return { ...answer, product: isMariadb ? 'mariadb' : 'postgres' };
  } finally {
    await database.close();
  }
}

/** The operations on connections, for the gateway; whatever is connected to is reached on the sockets that are made. */
export function connectionOperations(store: ConnectionStore, socket: OutgoingSockets): readonly Operation[] {
  return [
    implement(listConnections, async (context) => ({ items: [...(await store.list(context))] })),
    implement(testConnection, (context, { address }) => answering(context, address, socket)),
    implement(setConnection, async (context, { connection, address, writable = false }) => {
      await answering(context, address, socket);
      return store.set(context, connection, address, writable);
    }),
    implement(removeConnection, async (context, { connection }) => {
      await store.remove(context, connection);
      return null;
    }),
    implement(introspectSource, async (context, { connection, key, label, schemas, tables, attach = false }) => {
      const { sealed, writable } = await store.sealed(context, connection);
      const address = await store.open(context, connection, sealed);
      const read = isMariadbAddress(address) ? readMariadbCatalog : readCatalog;
      const catalog = await read(address, { signal: context.signal, socket, ...(schemas === undefined ? {} : { schemas }) });
      const { definition, report } = introspectedApplication(catalog, { key, label, tables, ...(attach ? { connection, writable } : {}) });
      // Contracts have lists that can be written to.
      return structuredClone({ files: writeFiles(definition), report }) as never;
    }),
  ];
}
