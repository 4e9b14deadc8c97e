import {
  type ActionBody,
  type AppRecord,
  actionBetween,
  appId,
  appOf,
  artefactOf,
  type Definition,
  type DefinitionFiles,
  definitionOf,
  type FileProblem,
  readFiles,
  type ValidationPorts,
  validateDefinition,
  writeFiles,
} from '@plinth/app-definition';
import { standsInTheWay } from '../text/text-edit.ts';

/** Everything becomes what the files say; or only what the files have, and all else stays. */
export type TakenPart = 'all' | 'only';

/** What taking in the files of an application comes to. */
export interface TakenIn {
  /** Whether they are of this application, by key; those of another keep their key and name to themselves. */
  readonly isSame: boolean;
  /** What they are called there. */
  readonly label: string;
  /** What stands in the way of reading them, with file and line. */
  readonly errors: readonly FileProblem[];
  /** What is wrong without standing in the way. */
  readonly warnings: readonly FileProblem[];
  /** The definition as it is, and as it would be, both as far as files say it. */
  readonly before: Definition;
  readonly after: Definition;
  /** The one action between the two; null where nothing differs or nothing can be taken in. */
  readonly body: ActionBody | null;
}

/** What of another type cannot be: a module has no pages of its own, and what others depend on stays what it is. */
const anotherType = (type: string): FileProblem => ({
  file: 'plinth.yaml',
  line: 1,
  column: 1,
  rule: 'root',
  message: `these are the files of a definition of the type ${type}`,
});

/** Compares the files of an application with a definition, which stays what it is by key, type and id. */
export function takenIn(now: Definition, files: DefinitionFiles, part: TakenPart, ports: ValidationPorts = {}): TakenIn {
  // Both are read from files, so that what a file cannot say is the same on both sides and no change.
  const before = readFiles(writeFiles(now), { previous: now }).definition;
  const read = readFiles(files, { ...ports, previous: now });
  const [own, theirs] = [appOf(before), appOf(read.definition)];
  const isSame = own?.key === theirs?.key;
  const told = { isSame, label: theirs?.label ?? '', before };
  const errors = [
    ...read.problems.filter(({ rule }) => standsInTheWay(rule)),
    ...(theirs !== null && theirs.type !== own?.type ? [anotherType(theirs.type)] : []),
  ];
  const refused = { ...told, errors, warnings: [], after: before, body: null };
  if (errors.length > 0) return refused;
  const after = part === 'only' ? joined(before, read.definition) : isSame ? read.definition : underOwnName(own, read.definition);
  // What each says alone can go together badly: two entities of one key.
  const problems = part === 'only' ? validateDefinition(after, ports).map(read.locate) : read.problems;
  const between = problems.filter(({ rule }) => standsInTheWay(rule));
  if (between.length > 0) return { ...refused, errors: between };
  return { ...told, errors, warnings: problems, after, body: actionBetween(before, after) };
}

function underOwnName(own: AppRecord | null, theirs: Definition): Definition {
  if (own === null) return theirs;
  const { key, label } = own;
  return definitionOf([...theirs.records.values()].map((record) => (record.kind === 'app' ? { ...record, key, label } : record)));
}

/** What the one has, with the artefacts of the other in place of its own of the same ids; its root stays. */
function joined(before: Definition, theirs: Definition): Definition {
  const taken = new Set([...theirs.records.values()].map((record) => artefactOf(theirs, record).id));
  taken.delete(appId);
  return definitionOf([
    ...[...before.records.values()].filter((record) => !taken.has(artefactOf(before, record).id)),
    ...[...theirs.records.values()].filter((record) => taken.has(artefactOf(theirs, record).id)),
  ]);
}
