import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { asPlinthError, nearestName, type PlinthError } from '@plinth/foundation';
import { parseArguments } from './arguments.ts';
import type { CommandLoaders, Session } from './command.ts';
import { readConnection } from './connection.ts';
import { cliErrors } from './errors.ts';
import { commandHelp, overview } from './help.ts';
import { printable } from './printable.ts';
import { createTerminal, type Terminal, type TerminalOptions } from './terminal.ts';

export interface ProgramOptions {
  readonly commands: CommandLoaders;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly input: Readable;
  readonly out: TerminalOptions['out'];
  readonly notes: TerminalOptions['notes'];
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

/** Exit codes: 0 done, 1 the command failed, 2 it was called wrongly, 3 the definition or data is not valid, 130 cancelled. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** Runs one command line and says how it ended. */
export async function runProgram(words: readonly string[], options: ProgramOptions): Promise<ExitCode> {
  const terminal = createTerminal({
    out: options.out,
    notes: options.notes,
    json: words.includes('--json'),
    noColour: options.environment.NO_COLOR !== undefined && options.environment.NO_COLOR !== '',
  });
  try {
    await dispatch(words, options, terminal);
    return 0;
  } catch (thrown) {
    terminal.endProgress();
    if (options.signal.aborted) {
      terminal.note('Cancelled.');
      return 130;
    }
    const error = asPlinthError(thrown);
    printError(terminal, options.notes, error);
    return exitCode(error);
  }
}

async function dispatch(words: readonly string[], options: ProgramOptions, terminal: Terminal): Promise<void> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return terminal.out(await overview(options.commands));
  const load = Object.hasOwn(options.commands, name) ? options.commands[name] : undefined;
  if (load === undefined) {
    const nearest = nearestName(name, Object.keys(options.commands));
    throw cliErrors.unknownCommand({ name, suggestion: nearest === null ? 'See: plinth --help' : `Did you mean: plinth ${nearest}?` });
  }
  const command = await load();
  const parsed = parseArguments(command, rest);
  if (parsed.options.help === true) return terminal.out(commandHelp(command));
  await command.run(createSession(parsed, options, terminal));
}

function createSession(parsed: ReturnType<typeof parseArguments>, options: ProgramOptions, terminal: Terminal): Session {
  const connection = () => readConnection(options.environment);
  return {
    terminal,
    get streams() {
      return { input: options.input, output: options.out };
    },
    positionals: parsed.positionals,
    options: parsed.options,
    environment: options.environment,
    workingFolder: options.workingFolder,
    folder: resolve(options.workingFolder, typeof parsed.options.folder === 'string' ? parsed.options.folder : '.'),
    get signal() {
      return options.signal;
    },
    connection,
    async client() {
      const { createClient } = await import('@plinth/api-contract');
      const { address, token } = await connection();
      return createClient({ address, fetch: options.fetch, headers: { authorization: `Bearer ${token}` } });
    },
  };
}

function printError(terminal: Terminal, notes: ProgramOptions['notes'], error: PlinthError): void {
  if (terminal.json) {
    notes.write(
      `${JSON.stringify({ error: { code: error.code, message: error.message, hint: error.hint, ...error.details } }, null, 2)}\n`,
    );
    return;
  }
  terminal.note(`${terminal.style('red', 'error')} ${printable(error.message)}`);
  for (const { path, message, hint } of error.details.violations ?? []) {
    terminal.note(`  ${terminal.style('bold', path)} ${message}${hint === undefined ? '' : ` (${hint})`}`);
  }
  terminal.note(terminal.style('dim', error.hint));
  if (error.fault === 'ours') terminal.note(terminal.style('dim', String((error.cause as Error | undefined)?.stack ?? error.code)));
}

function exitCode(error: PlinthError): ExitCode {
  if (error.code === 'cli.usage' || error.code === 'cli.unknown-command') return 2;
  return error.status === 422 ? 3 : 1;
}
