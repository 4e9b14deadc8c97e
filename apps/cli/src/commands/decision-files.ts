import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { definitionOf, writeFiles } from '@plinth/app-definition';
import { readDmn } from '@plinth/rule-processor';
import { readApplication, writeFolder } from '../application-folder.ts';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { keyOfFile } from '../key-of-file.ts';

/** Puts a DMN file among the decisions of the application, in place of the one of its key. */
export async function importDecision(session: Session, path: string): Promise<void> {
  const { decisionFromDmn } = await import('@plinth/decision-model');
  const file = resolve(session.workingFolder, path);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw cliErrors.unreadableFile({ file, reason: error.code ?? 'unknown', folder: session.workingFolder }, { cause: error });
  });
  const key = textOption(session, 'key') ?? keyOfFile(basename(path), 'd');
  const { definition, files } = await readApplication(session.folder);
  const records = decisionFromDmn(readDmn(text), key, definition);
  const parent = records[0]?.id;
  const kept = [...definition.records.values()].filter(
    (record) => record.id !== parent && !(record.kind === 'rule' && record.parent === parent),
  );
  const { written } = await writeFolder(session.folder, writeFiles(definitionOf([...kept, ...records]), files), files);
  const rules = records.length - 1;
  session.terminal.result({ decision: key, rules, written }, () =>
    session.terminal.out(`decisions/${key}.yaml: ${rules} rules. See whether it is right: plinth validate`),
  );
}

/** Writes a decision of the application as DMN XML. */
export async function exportDecision(session: Session, key: string): Promise<void> {
  const { dmnOf } = await import('@plinth/decision-model');
  const { definition } = await readApplication(session.folder);
  const dmn = dmnOf(definition, key);
  session.terminal.result({ decision: key, dmn }, () => session.terminal.out(dmn));
}
