import { PlinthError } from '@plinth/foundation';
import { type Finding, validateProcess } from '@plinth/process-model';
import type { Session } from '../command.ts';
import { cliErrors } from '../errors.ts';
import type { Terminal } from '../terminal.ts';
import { readProcess } from './read-process.ts';

/** Says what is wrong with a BPMN file or keeps it from running, by element. Throws `cli.invalid-process` where anything does. */
export async function validateFile(session: Session, path: string): Promise<void> {
  const { terminal } = session;
  const findings = await findingsIn(session, path);
  const errors = findings.filter(({ severity }) => severity === 'error');
  terminal.result({ file: path, runnable: errors.length === 0, findings }, () => {
    for (const finding of findings) terminal.out(findingLine(terminal, path, finding));
    if (errors.length === 0) terminal.out(`${path} can be run.`);
  });
  if (errors.length > 0) throw cliErrors.invalidProcess({ file: path, count: errors.length });
}

/** A file that cannot be read as BPMN is said in the same form where programs read it, and refused all the same. */
async function findingsIn(session: Session, path: string): Promise<readonly Finding[]> {
  try {
    return validateProcess(await readProcess(session, path));
  } catch (error) {
    if (!(error instanceof PlinthError) || error.code !== 'process-model.malformed' || !session.terminal.json) throw error;
    const { line = 1, column = 1 } = error.details as { readonly line?: number; readonly column?: number };
    const finding: Finding = {
      ...{ element: '<document>', type: 'document', severity: 'error', code: 'malformed', message: error.message, line, column },
    };
    session.terminal.result({ file: path, runnable: false, findings: [finding] }, () => undefined);
    throw error;
  }
}

function findingLine(terminal: Terminal, path: string, { severity, element, type, message, line, column }: Finding): string {
  const shown = terminal.style(severity === 'error' ? 'red' : 'yellow', severity);
  return `${shown} ${path}:${line}:${column} ${type} ${element}: ${message}`;
}
