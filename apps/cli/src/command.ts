import type { Readable, Writable } from 'node:stream';
import type { Client } from '@plinth/api-contract';
import type { Terminal } from './terminal.ts';

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What stands for the value in the help: `FOLDER`. */
  readonly value?: string;
  readonly description: string;
  readonly multiple?: boolean;
}

/** One command, as data: the help, the argument check and the dispatch come from it. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Arguments in order; a trailing `?` marks what may be left out, `...` what may come several times. */
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
  readonly examples: readonly string[];
  /** What the help says after the examples: forms of files that the command reads and writes. */
  readonly details?: string;
  run(session: Session): Promise<void>;
}

/** Commands by name, each loaded when it is asked for. */
export type CommandLoaders = Readonly<Record<string, () => Promise<Command>>>;

export interface Connection {
  readonly address: string;
  readonly tenant: string;
  readonly token: string;
}

/** What a running command has at hand. */
export interface Session {
  readonly terminal: Terminal;
  /** The standard input and output, for commands that answer line by line. */
  readonly streams: { readonly input: Readable; readonly output: Writable };
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  /** Folder of the application: `--folder`, else the working folder. */
  readonly folder: string;
  /** Where the command was called: paths of other files start there. */
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The connected platform; throws where there is none. */
  connection(): Promise<Connection>;
  client(): Promise<Client>;
}

/** A string option's value, or null. */
export function textOption(session: Session, name: string): string | null {
  const value = session.options[name];
  return typeof value === 'string' ? value : null;
}
