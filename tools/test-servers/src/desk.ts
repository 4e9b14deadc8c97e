import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ownFolder, removeLeftovers } from './leftovers.ts';
import { RunningServer } from './running-server.ts';
import { NotToBeHad, type ServerKind } from './test-server.ts';

/** Where tests ask for servers. */
export interface Desk {
  readonly address: string;
  /** Stops every server and removes what they stored. */
  close(): Promise<void>;
}

const acts = ['start', 'stop', 'kill'] as const;

/** Opens a desk on this machine: `POST /NAME` starts a server where it does not run and says where it is, `/NAME/stop` and `/NAME/kill` end it. */
export async function openDesk(kinds: readonly ServerKind[], root: string): Promise<Desk> {
  removeLeftovers(root);
  const known = new Map<string, { readonly folder: string; readonly server: Promise<RunningServer> }>();

  function serverOf(kind: ServerKind): Promise<RunningServer> {
    const before = known.get(kind.name);
    if (before !== undefined) return before.server;
    const folder = ownFolder(root, kind.name);
    const server = kind.prepare(folder).then((prepared) => new RunningServer(folder, prepared));
    known.set(kind.name, { folder, server });
    return server;
  }

  async function answer(method: string, path: string): Promise<readonly [status: number, body: object]> {
    const [name = '', act = 'start', ...more] = path.slice(1).split('/');
    const kind = kinds.find((each) => each.name === name);
    const asked = acts.find((each) => each === act);
    if (method !== 'POST' || kind === undefined || asked === undefined || more.length > 0)
      return [404, { message: 'There is no such server.' }];
    const message = kind.lacking();
    if (message !== null) return [503, { message }];
    const address = await (await serverOf(kind))[asked]();
    return [200, address ?? {}];
  }

  // What is asked about a server is done in the order in which it was asked.
  const last = new Map<string, Promise<unknown>>();
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    const [, name = ''] = url.split('/');
    const done = (last.get(name) ?? Promise.resolve())
      .then(() => answer(method, url))
      .catch((error: unknown) => [error instanceof NotToBeHad ? 503 : 500, { message: String(error) }] as const)
      .then(([status, body]) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
    last.set(name, done);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      for (const { folder, server: started } of known.values()) {
        await started.then(
          (each) => each.stop(),
          () => {},
        );
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
