import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { PlinthError, type Violation } from '@plinth/foundation';
import { type DecisionModel, readDmn } from '@plinth/rule-processor';
import { cliErrors } from '../errors.ts';

const largestFile = 20_000_000;

/** A model with those it imports, itself or through others. */
export interface ModelWithImports {
  readonly model: DecisionModel;
  readonly imported: readonly DecisionModel[];
}

/**
 * Reads a DMN file and, for its imports, the DMN files beside it; nothing outside the folder is read, links that lead out of it
 * neither. Throws `cli.unreadable-file`, `cli.import-not-found` and `decision.malformed-model`.
 */
export function readModel(file: string, folder: string): ModelWithImports {
  const path = insideOf(folder, resolve(folder, file), file);
  const model = readDmn(readText(path, file, folder));
  return { model, imported: model.imports.length === 0 ? [] : importedBy(model, dirname(path), basename(path)) };
}

function importedBy(model: DecisionModel, folder: string, file: string): DecisionModel[] {
  const { models, unreadable } = neighbours(folder, file);
  const found = new Map<string, DecisionModel>();
  const waiting = [model];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { namespace } of next.imports) {
      if (namespace === model.namespace || found.has(namespace)) continue;
      const imported = models.get(namespace);
      // It may be one of those that cannot be read.
      if (imported === undefined) throw cliErrors.importNotFound({ file, namespace }, { details: { violations: unreadable } });
      found.set(namespace, imported);
      waiting.push(imported);
    }
  }
  return [...found.values()];
}

/** The other models of a folder by namespace, and why each that cannot be read cannot. */
function neighbours(folder: string, except: string) {
  const models = new Map<string, DecisionModel>();
  const unreadable: Violation[] = [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.dmn') && name !== except);
  for (const name of names.sort()) {
    try {
      const model = readDmn(readText(insideOf(folder, join(folder, name), name), name, folder));
      if (!models.has(model.namespace)) models.set(model.namespace, model);
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      unreadable.push({ path: name, message: `is not read: ${error.message}` });
    }
  }
  return { models, unreadable };
}

function readText(path: string, file: string, folder: string): string {
  const text = attempt(file, folder, () => {
    const { size } = statSync(path);
    if (size > largestFile) throw cliErrors.unreadableFile({ file, reason: `it is larger than ${largestFile} bytes`, folder });
    return readFileSync(path, 'utf8');
  });
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The real path of a file of the folder. */
function insideOf(folder: string, path: string, file: string): string {
  const real = attempt(file, folder, () => realpathSync(path));
  const within = relative(realpathSync(folder), real);
  if (isAbsolute(within) || within.split(/[\\/]/)[0] === '..')
    throw cliErrors.unreadableFile({ file, reason: 'it is outside the folder', folder });
  return real;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
  ENOTDIR: 'there is no such folder',
};

function attempt<Result>(file: string, folder: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    throw cliErrors.unreadableFile({ file, reason, folder }, { cause: error });
  }
}
