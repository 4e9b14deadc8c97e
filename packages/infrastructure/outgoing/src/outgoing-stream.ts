import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { foundationErrors, PlinthError } from '@plinth/foundation';
import { outgoingErrors } from './errors.ts';
import type { TlsIdentity } from './http-exchange.ts';
import type { OutgoingSockets } from './outgoing-socket.ts';

/** Where a stream leads, and whether what goes over it is encrypted. */
export interface StreamPlace {
  readonly host: string;
  readonly port: number;
  /** Null where it is not encrypted. */
  readonly tls: TlsIdentity | null;
}

/**
 * A connected stream to a system that speaks another protocol than HTTP, ended when the signal says so. Throws `outgoing.refused`,
 * `outgoing.unreachable` and `plinth.cancelled`: nothing was said yet.
 */
export async function openOutgoingStream(sockets: OutgoingSockets, { host, port, tls }: StreamPlace, signal: AbortSignal): Promise<Socket> {
  if (signal.aborted) throw foundationErrors.cancelled();
  const plain = sockets().connect(port, host);
  const socket = tls === null ? plain : encryptedWith(plain, host, tls, port);
  return connected(socket, { host, port, tls }, signal);
}

/**
 * Encrypts a stream over which both sides have agreed to do so (STARTTLS), and on which nothing is read any more. Throws as
 * {@link openOutgoingStream}.
 */
export async function encryptOutgoingStream(plain: Socket, place: Required<StreamPlace>, signal: AbortSignal): Promise<Socket> {
  return connected(encryptedWith(plain, place.host, place.tls ?? {}, place.port), { ...place, tls: place.tls ?? {} }, signal);
}

async function connected(socket: Socket, { host, port, tls }: StreamPlace, signal: AbortSignal): Promise<Socket> {
  // What happens to it later is told to whoever reads it.
  socket.on('error', () => {});
  const end = () => socket.destroy();
  signal.addEventListener('abort', end, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', end));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once(tls === null ? 'connect' : 'secureConnect', () => resolve());
  socket.once('error', reject);
  socket.once('close', () => reject(new Error('It ended the connection.')));
  try {
    await promise;
    return socket;
  } catch (error) {
    socket.destroy();
    if (error instanceof PlinthError) throw error;
    const reason = signal.aborted ? 'it did not answer in time' : ((error as NodeJS.ErrnoException).code ?? 'it ended the connection');
    throw outgoingErrors.unreachable({ host: `${host}:${port}`, reason }, { cause: error });
  }
}

/** What one shows there is read before anything is sent; it may be none. */
function encryptedWith(plain: Socket, host: string, tls: TlsIdentity, port: number): Socket {
  try {
    return encrypted(plain, host, tls);
  } catch (cause) {
    plain.destroy();
    throw outgoingErrors.unreachable(
      { host: `${host}:${port}`, reason: 'our certificate, its key or its authorities cannot be read' },
      { cause },
    );
  }
}

function encrypted(socket: Socket, host: string, { certificate, key, authorities }: TlsIdentity): Socket {
  const secured = connectTls({
    socket,
    // An address has no name to ask for; its certificate is checked all the same.
    ...(/^[\d.]+$|:/.test(host) ? { host } : { host, servername: host }),
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(key === undefined ? {} : { key }),
    ...(authorities === undefined ? {} : { ca: authorities }),
  });
  socket.once('error', (error) => secured.destroy(error));
  return secured;
}
