import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type CommandOption, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import type { LinesOptions } from './answer-line.ts';
import { type GivenContext, noContext, readContext } from './read-context.ts';

const defaultTimeLimit = 5;

/** Options of the commands that evaluate line by line. */
export const linesOptions: Readonly<Record<string, CommandOption>> = {
  lines: { type: 'boolean', description: 'Answer JSON objects of the standard input, one a line, until it ends.' },
  'time-limit': { type: 'string', value: 'SECONDS', description: `--lines: what one line may take; ${defaultTimeLimit} where absent.` },
};

/** Refuses actions that there are none of: both commands have one. */
export function requireEvaluate(session: Session, command: string): void {
  const [action] = session.positionals;
  if (action !== 'evaluate') throw cliErrors.usage({ problem: `"${action}" is not evaluate.`, command });
}

/** The values of an option: JSON or a FEEL context, or a file that holds one; none where the option is absent. */
export async function givenContext(session: Session, option: string): Promise<GivenContext> {
  const text = textOption(session, option);
  if (text === null) return noContext;
  if (!text.startsWith('@')) return readContext(text, `--${option}`);
  const file = resolve(session.workingFolder, text.slice(1));
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw cliErrors.unreadableFile({ file, reason: error.code ?? 'unknown', folder: session.workingFolder }, { cause: error });
  });
  return readContext(content, file);
}

/** Answers lines; what one of them needs is loaded here, and only for this. */
export async function answerLines(session: Session, command: string, options: LinesOptions): Promise<void> {
  const text = textOption(session, 'time-limit') ?? String(defaultTimeLimit);
  const timeLimit = Number(text);
  if (!(timeLimit > 0 && timeLimit <= 3600))
    throw cliErrors.usage({ problem: `--time-limit takes a number of seconds up to 3600, not "${text}".`, command });
  const { evaluateLines } = await import('./evaluate-lines.ts');
  await evaluateLines(options, { ...session.streams, timeLimit, signal: session.signal });
}
