import { parseArgs } from 'node:util';
import { nearestName } from '@plinth/foundation';
import type { Command, CommandOption } from './command.ts';
import { cliErrors } from './errors.ts';

/** Options that every command takes. */
export const commonOptions: Readonly<Record<string, CommandOption>> = {
  folder: { type: 'string', value: 'FOLDER', description: 'Folder of the application; the working folder where absent.' },
  json: { type: 'boolean', description: 'Print the result as JSON.' },
  help: { type: 'boolean', short: 'h', description: 'Print this help.' },
};

export interface ParsedArguments {
  readonly options: Readonly<Record<string, string | boolean | string[] | undefined>>;
  readonly positionals: readonly string[];
}

/** Checks the words after the command's name against what the command takes. */
export function parseArguments(command: Command, words: readonly string[]): ParsedArguments {
  const known = { ...commonOptions, ...command.options };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short === undefined ? {} : { short }), ...(multiple === true ? { multiple } : {}) },
    ]),
  );
  let parsed: ParsedArguments;
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    parsed = { options: values as ParsedArguments['options'], positionals };
  } catch (error) {
    const unknown = /'--?([\w-]+)/.exec((error as Error).message)?.[1] ?? '';
    const nearest = unknown in known ? null : nearestName(unknown, Object.keys(known));
    throw cliErrors.usage({
      problem: nearest === null ? (error as Error).message : `There is no option --${unknown}. Did you mean --${nearest}?`,
      command: command.name,
    });
  }
  if (parsed.options.help !== true) checkPositionals(command, parsed.positionals);
  return parsed;
}

function checkPositionals(command: Command, given: readonly string[]): void {
  const needed = command.positionals.filter((name) => !name.endsWith('?') && !name.endsWith('...'));
  const missing = needed[given.length];
  if (missing !== undefined) throw cliErrors.usage({ problem: `${missing} is missing.`, command: command.name });
  const open = command.positionals.some((name) => name.endsWith('...'));
  const extra = given[command.positionals.length];
  if (!open && extra !== undefined) throw cliErrors.usage({ problem: `"${extra}" is one word too many.`, command: command.name });
}
