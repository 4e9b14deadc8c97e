import { connectorErrors, type SystemRequest } from '@plinth/connectors';
import { type OutgoingSockets, openOutgoingStream, outgoingErrors } from '@plinth/outgoing';
import ssh2, { type Attributes, type Client, type SftpSession } from 'ssh2';
import { placeOf } from '../stream-place.ts';
import { fingerprintOf, pinnedKeys } from './host-key.ts';

type Asked = Pick<SystemRequest, 'action' | 'address' | 'secrets' | 'signal' | 'limits'>;

const ports = { 'sftp:': 22 };
/** What SSH says beside what is asked for, at most: keys, names, lengths. */
const overheadBytes = 1_000_000;

/** Without what is broken: no SHA-1, no CBC, no modes that cut connections unseen (CVE-2023-48795). */
const algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group14-sha256',
  ],
  serverHostKey: ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'rsa-sha2-512', 'rsa-sha2-256'],
  cipher: ['aes256-gcm@openssh.com', 'aes128-gcm@openssh.com', 'aes256-ctr', 'aes192-ctr', 'aes128-ctr'],
  hmac: ['hmac-sha2-512', 'hmac-sha2-256'],
  compress: ['none'],
};

/** Status codes of SFTP (draft-ietf-secsh-filexfer-02, section 7). */
const statusWords: Readonly<Record<number, string>> = {
  2: 'there is no such file',
  3: 'it may not be done with this login',
  4: 'it failed',
  8: 'it does not know how',
};

/** The files of a server, each call a promise. */
export class SftpFiles {
  readonly #sftp: SftpSession;
  readonly #ended: Promise<never>;

  constructor(sftp: SftpSession, ended: Promise<never>) {
    this.#sftp = sftp;
    this.#ended = ended;
  }

  /** Calls a method; where the connection ends meanwhile, nobody would call back. */
  #ask<Value>(ask: (sftp: SftpSession, done: (error: Error | null | undefined, value: Value) => void) => void): Promise<Value> {
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    ask(this.#sftp, (error, value) => (error ? reject(error) : resolve(value)));
    return Promise.race([promise, this.#ended]);
  }

  openFolder = (path: string) => this.#ask<Buffer>((sftp, done) => sftp.opendir(path, done));
  /** Some entries of an open folder; none at its end. */
  entries = (handle: Buffer) =>
    this.#ask<readonly { readonly filename: string; readonly attrs: Attributes }[]>((sftp, done) =>
      sftp.readdir(handle, (error, found) => (isEnd(error) ? done(null, []) : done(error, found))),
    );
  open = (path: string, how: 'r' | 'wx') => this.#ask<Buffer>((sftp, done) => sftp.open(path, how, done));
  close = (handle: Buffer) => this.#ask<void>((sftp, done) => sftp.close(handle, done));
  /** Fewer bytes than asked for where that is how it comes; none at the end. */
  read = (handle: Buffer, length: number, position: number) =>
    this.#ask<Buffer>((sftp, done) => {
      const into = Buffer.allocUnsafe(length);
      sftp.read(handle, into, 0, length, position, (error, count) =>
        isEnd(error) ? done(null, into.subarray(0, 0)) : done(error, into.subarray(0, count)),
      );
    });
  write = (handle: Buffer, bytes: Buffer, position: number) =>
    this.#ask<void>((sftp, done) => sftp.write(handle, bytes, 0, bytes.byteLength, position, done));
  facts = (path: string) => this.#ask<Attributes>((sftp, done) => sftp.stat(path, done));
  rename = (from: string, to: string) => this.#ask<void>((sftp, done) => sftp.rename(from, to, done));
  /** Also where there is one already; throws where the server knows no such thing. */
  replace = (from: string, to: string) => this.#ask<void>((sftp, done) => sftp.ext_openssh_rename(from, to, done));
  remove = (path: string) => this.#ask<void>((sftp, done) => sftp.unlink(path, done));
  createFolder = (path: string) => this.#ask<void>((sftp, done) => sftp.mkdir(path, done));
}

function isEnd(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null | undefined)?.code === 1;
}

/** Whether a file server says that a file is not there. */
export function isMissing(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === 2;
}

/** Does something with the files of a server over a connection that ends with it. Throws as speakers do. */
export async function overSftp<Result>(
  sockets: OutgoingSockets,
  asked: Asked,
  work: (files: SftpFiles) => Promise<Result>,
): Promise<Result> {
  const { address, limits, signal } = asked;
  const who = signInOf(asked);
  const pins = pinnedKeys(address);
  const socket = await openOutgoingStream(sockets, placeOf(asked, ports), signal);
  const client = new ssh2.Client();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  ended.catch(() => {});
  let shown: string | null = null;
  let got = 0;
  client.on('error', reject);
  client.on('close', () => reject(new Error('it ended the connection')));
  try {
    const { promise: ready, resolve } = Promise.withResolvers<void>();
    client.on('ready', resolve);
    if (who.password !== undefined)
      client.on(
        'keyboard-interactive',
        (_name, _words, _language, prompts: readonly unknown[], answer: (texts: readonly string[]) => void) =>
          answer(prompts.length === 1 ? [who.password ?? ''] : []),
      );
    // A password or a signature goes to nobody but who is known: the key is looked at before.
    const hostVerifier = (key: Buffer) => {
      const fingerprint = fingerprintOf(key);
      if (pins.includes(fingerprint)) return true;
      shown = fingerprint;
      return false;
    };
    connect(asked, client, { sock: socket, ...who, hostVerifier, algorithms, readyTimeout: limits.milliseconds });
    socket.on('data', (part: Uint8Array) => {
      got += part.byteLength;
      if (got > limits.bytes + overheadBytes) socket.destroy(outgoingErrors.tooLarge({ host: address.host, limit: limits.bytes }));
    });
    await Promise.race([ready, ended]);
    const sftp = await Promise.race([
      new Promise<SftpSession>((opened, failed) => client.sftp((error, session) => (error ? failed(error) : opened(session)))),
      ended,
    ]);
    return await work(new SftpFiles(sftp, ended));
  } catch (error) {
    throw shown === null ? failure(asked, error) : strange(asked, pins, shown);
  } finally {
    client.end();
    socket.destroy();
  }
}

function connect({ action }: Asked, client: Client, options: Parameters<Client['connect']>[0]): void {
  try {
    client.connect(options);
  } catch (cause) {
    // What it says of a key may quote it.
    if (options.privateKey !== undefined)
      throw connectorErrors.noCredential({ action, credential: 'a private key that can be read, with its passphrase' });
    throw cause;
  }
}

function signInOf({ action, secrets: { login, key } }: Asked) {
  if (key?.kind === 'private-key') {
    const { login: username, key: privateKey, passphrase } = key;
    return { username, privateKey, authHandler: ['publickey'], ...(passphrase === undefined ? {} : { passphrase }) };
  }
  if (login?.kind === 'basic')
    return { username: login.login, password: login.password, tryKeyboard: true, authHandler: ['password', 'keyboard-interactive'] };
  throw connectorErrors.noCredential({ action, credential: 'login or key' });
}

function strange({ address: { host } }: Asked, pins: readonly string[], shown: string) {
  const reason =
    pins.length === 0 ? `nobody has said which host key it has; it shows ${shown}` : `it shows the host key ${shown}, which is another one`;
  return connectorErrors.unproven({ host, reason });
}

interface SshError {
  readonly code?: unknown;
  readonly level?: string;
  readonly message: string;
}

function failure({ action, address: { host }, limits }: Asked, error: unknown): unknown {
  const { code, level, message } = error as SshError;
  if (typeof code === 'string' && /^(outgoing|connectors)\./.test(code)) return error;
  const cause = { cause: error };
  if (typeof code === 'number')
    return connectorErrors.refused(
      { action, host, status: `${code}: ${statusWords[code] ?? 'it failed'}` },
      { ...cause, details: { answer: message.slice(0, 500) } },
    );
  switch (level) {
    case 'client-authentication':
      return connectorErrors.refused({ action, host, status: 'that it does not let this login in' }, cause);
    case 'client-timeout':
      return outgoingErrors.timedOut({ host, seconds: Math.ceil(limits.milliseconds / 1000) }, cause);
    case 'protocol':
    case 'handshake':
      return connectorErrors.unreadableAnswer({ host, reason: message.slice(0, 200) }, cause);
    default:
      return outgoingErrors.brokeOff({ host, reason: typeof code === 'string' ? code : message.slice(0, 200) }, cause);
  }
}
