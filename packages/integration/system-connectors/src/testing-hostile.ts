import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A server that does with whoever connects what a test says. */
export interface HostileServer {
  readonly port: number;
  close(): void;
}

/** Starts one on this machine, encrypted where a certificate is given. */
export async function hostileServer(
  say: (socket: Socket) => void,
  tls?: { readonly certificate: string; readonly key: string },
): Promise<HostileServer> {
  const heard = (socket: Socket) => {
    socket.on('error', () => {});
    say(socket);
  };
  const server: Server = tls === undefined ? createServer(heard) : createTlsServer({ cert: tls.certificate, key: tls.key }, heard);
  server.on('tlsClientError', () => {});
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => {})));
  const { port } = server.address() as { port: number };
  return {
    port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Sends the same for as long as anybody listens. */
export function forEver(socket: Socket, part: Uint8Array | string): void {
  const more = () => {
    while (!socket.destroyed && socket.write(part));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
}
