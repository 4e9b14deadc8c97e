import { type Definition, definitionOf } from '../definition.ts';
import { type MergeConflict, merge } from '../versions/merge.ts';
import { resolveMerge } from '../versions/resolve.ts';
import { appFile, fileOf } from './layout.ts';
import { type DefinitionFiles, readFiles } from './read-files.ts';
import { isTreeMap } from './tree.ts';
import { writeFiles } from './write-files.ts';
import { readYaml } from './yaml-source.ts';

/** A file of a definition on two branches and where they come from; an empty text is a file that was not there. */
export interface FileSides {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface MergedFile {
  /** Ours stands at each conflict. */
  readonly text: string;
  /** The same with theirs at each conflict; only there it differs from {@link text}. */
  readonly theirs: string;
  readonly conflicts: readonly MergeConflict[];
  /** Whether another text of the file says what {@link text} says. */
  says(text: string): boolean;
}

/**
 * Merges one file by records and properties, as {@link merge} does with a whole definition; comments, order and style are
 * those of ours. References stay what they are written as, so that no other file is needed. Null where one of the three
 * cannot be read.
 */
export function mergeFile(file: string, sides: FileSides): MergedFile | null {
  const base = sides.base.trim() === '' ? definitionOf([]) : read(file, sides.base);
  if (base === null) return null;
  const [ours, theirs] = [read(file, sides.ours, base), read(file, sides.theirs, base)];
  if (ours === null || theirs === null) return null;
  const { definition, conflicts } = merge(base, ours, theirs);
  const decisions = conflicts.map(({ record, path }) => ({ record, path, take: 'theirs' as const }));
  const write = (merged: Definition) => writeFiles(merged, around(file, sides.ours))[file] ?? '';
  const text = write(definition);
  return {
    text,
    theirs: conflicts.length === 0 ? text : write(resolveMerge(base, ours, theirs, decisions).definition),
    conflicts,
    says(other) {
      const said = read(file, other, ours);
      return said !== null && writeFiles(said)[file] === writeFiles(definition)[file];
    },
  };
}

const unreadable: ReadonlySet<string> = new Set(['format', 'schema', 'root']);

function read(file: string, text: string, previous?: Definition): Definition | null {
  const { definition, problems } = readFiles(around(file, text), previous === undefined ? {} : { previous });
  return problems.some((problem) => problem.file === file && unreadable.has(problem.rule)) ? null : definition;
}

/** The file with the least that has to stand around it: a root, and for the root the pages that it puts in order. */
function around(file: string, text: string): DefinitionFiles {
  if (file !== appFile) return { [appFile]: 'format: 1\nkey: merged\ntype: application\n', [file]: text };
  const { tree } = readYaml(file, text);
  const pages: readonly unknown[] = isTreeMap(tree) && Array.isArray(tree.pages) ? tree.pages : [];
  const stubs = pages.filter((page) => typeof page === 'string').map((page) => [fileOf('page', page), ''] as const);
  return { ...Object.fromEntries(stubs), [file]: text };
}
