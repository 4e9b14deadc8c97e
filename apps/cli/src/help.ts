import { commonOptions } from './arguments.ts';
import type { Command, CommandLoaders, CommandOption } from './command.ts';

/** The list of commands. */
export async function overview(loaders: CommandLoaders): Promise<string> {
  const commands = await Promise.all(Object.values(loaders).map((load) => load()));
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'plinth: applications as files, and a platform that runs them.',
    '',
    'Usage: plinth COMMAND [ARGUMENTS] [OPTIONS]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'plinth COMMAND --help tells more of one.',
  ].join('\n');
}

/** All about one command. */
export function commandHelp(command: Command): string {
  const usage = ['plinth', command.name, ...command.positionals.map(shownPositional), '[OPTIONS]'].join(' ');
  const options = Object.entries({ ...command.options, ...commonOptions }).map(
    ([name, option]) => [shownOption(name, option), option.description] as const,
  );
  const width = Math.max(...options.map(([shown]) => shown.length));
  return [
    command.summary,
    '',
    `Usage: ${usage}`,
    '',
    'Options:',
    ...options.map(([shown, description]) => `  ${shown.padEnd(width)}  ${description}`),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    ...(command.details === undefined ? [] : ['', command.details]),
  ].join('\n');
}

function shownPositional(name: string): string {
  if (name.endsWith('...')) return `[${name}]`;
  return name.endsWith('?') ? `[${name.slice(0, -1)}]` : name;
}

function shownOption(name: string, option: CommandOption): string {
  return `${option.short === undefined ? '' : `-${option.short}, `}--${name}${option.value === undefined ? '' : ` ${option.value}`}`;
}
