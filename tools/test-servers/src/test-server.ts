/** Where a started server answers. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** What more there is to know, such as another port. */
  readonly more?: Readonly<Record<string, string | number>>;
}

/** A kind of server that tests may ask for. */
export interface ServerKind {
  readonly name: string;
  /** Why it cannot be started here, with what to install; null where it can. */
  readonly lacking: () => string | null;
  /** Makes a server of its own in an empty folder; it is not running yet. */
  readonly prepare: (folder: string) => Promise<PreparedServer>;
}

/** A server with its data folder and ports, to be started and stopped again and again. */
export interface PreparedServer {
  readonly address: ServerAddress;
  /** The program and its parameters; it stays in the foreground. */
  readonly command: readonly [program: string, ...parameters: string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether it answers now. */
  readonly ready: () => Promise<boolean>;
}

/** A server cannot be had on this machine, though its programs are there. */
export class NotToBeHad extends Error {}
