import { basename } from 'node:path';
import { type Definition, fieldByKey, recordsOf } from '@plinth/app-definition';
import { cliErrors } from './errors.ts';

/** A file with the mapping that makes records of it. */
export interface FileToImport {
  readonly path: string;
  readonly mapping: string;
}

/**
 * Finds the mapping of each file by its name and puts the files in an order in which every file comes after those whose
 * records it looks up. Throws `cli.usage` where no mapping or several fit.
 */
export function filesInOrder(definition: Definition, paths: readonly string[], mapping: string | null): FileToImport[] {
  const waiting = paths.map((path) => ({ path, mapping: mapping ?? mappingOf(definition, basename(path)) }));
  const ordered: FileToImport[] = [];
  while (waiting.length > 0) {
    const entities = new Set(waiting.map((file) => entityOf(definition, file.mapping)));
    const ready = waiting.findIndex((file) => {
      const own = entityOf(definition, file.mapping);
      return [...lookedUp(definition, file.mapping)].every((target) => target === own || !entities.has(target));
    });
    // Files that look each other up have no right order: the one given is as good as any.
    ordered.push(...waiting.splice(Math.max(ready, 0), 1));
  }
  return ordered;
}

function mappingOf(definition: Definition, name: string): string {
  const fitting = recordsOf(definition, 'import').filter(({ file }) => file !== undefined && patternOf(file).test(name));
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined) return only.key;
  const keys = (fitting.length === 0 ? recordsOf(definition, 'import') : fitting).map(({ key }) => key).join(', ');
  const problem = fitting.length === 0 ? `No import is meant for ${name}` : `Several imports are meant for ${name}`;
  throw cliErrors.usage({ problem: `${problem}; choose with --mapping: ${keys}.`, command: 'import' });
}

/** `*` stands for anything. */
function patternOf(file: string): RegExp {
  const literal = (part: string) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`^${file.split('*').map(literal).join('.*')}$`);
}

function entityOf(definition: Definition, mapping: string): string | undefined {
  return recordsOf(definition, 'import').find(({ key }) => key === mapping)?.entity;
}

/** Ids of the entities in which a mapping finds records. */
function* lookedUp(definition: Definition, mapping: string): Iterable<string> {
  const record = recordsOf(definition, 'import').find(({ key }) => key === mapping);
  for (const key of Object.keys(record?.lookups ?? {})) {
    const target = record === undefined ? undefined : fieldByKey(definition, record.entity, key)?.target;
    if (target !== undefined) yield target;
  }
}
