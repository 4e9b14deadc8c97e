/** What we use of ssh2 1.17; its own types are kept apart from it and bring those of another Node. */
declare module 'ssh2' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  type Done<Value = void> = (error: Error | null | undefined, value: Value) => void;

  interface Attributes {
    readonly mode: number;
    readonly size: number;
    /** Seconds since 1970. */
    readonly mtime: number;
    isDirectory(): boolean;
    isFile(): boolean;
  }

  interface SftpSession {
    opendir(path: string, done: Done<Buffer>): void;
    readdir(handle: Buffer, done: Done<readonly { readonly filename: string; readonly attrs: Attributes }[]>): void;
    open(path: string, flags: 'r' | 'wx', done: Done<Buffer>): void;
    close(handle: Buffer, done: Done): void;
    read(handle: Buffer, into: Buffer, offset: number, length: number, position: number, done: Done<number>): void;
    write(handle: Buffer, from: Buffer, offset: number, length: number, position: number, done: Done): void;
    stat(path: string, done: Done<Attributes>): void;
    rename(from: string, to: string, done: Done): void;
    ext_openssh_rename(from: string, to: string, done: Done): void;
    unlink(path: string, done: Done): void;
    mkdir(path: string, done: Done): void;
  }

  interface ConnectOptions {
    readonly sock: Socket;
    readonly username: string;
    readonly password?: string;
    readonly privateKey?: string;
    readonly passphrase?: string;
    readonly authHandler: readonly string[];
    readonly tryKeyboard?: boolean;
    readonly readyTimeout: number;
    readonly algorithms: Readonly<Record<string, readonly string[]>>;
    hostVerifier(key: Buffer): boolean;
  }

  class Client extends EventEmitter {
    connect(options: ConnectOptions): this;
    sftp(done: Done<SftpSession>): void;
    end(): this;
    destroy(): this;
  }

  const ssh2: { readonly Client: typeof Client };
  export default ssh2;
  export type { Attributes, Client, SftpSession };
}
