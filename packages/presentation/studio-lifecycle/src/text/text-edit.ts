import {
  type ActionBody,
  actionBetween,
  type Definition,
  type FileProblem,
  readFiles,
  reduce,
  type ValidationPorts,
  writeFiles,
} from '@plinth/app-definition';

/** What a text of one file comes to. */
export interface ReadText {
  /** The smallest change that makes the definition what the text says; null where it says the same, or cannot be read. */
  readonly body: ActionBody | null;
  /** What stands in the way of it, with its line. */
  readonly errors: readonly FileProblem[];
  /** What is wrong without standing in the way, such as a reference that leads nowhere. */
  readonly warnings: readonly FileProblem[];
}

/** Without these being right, a text says nothing, or something else than was meant. */
const fatal: ReadonlySet<string> = new Set(['format', 'schema', 'root', 'duplicate', 'cycle']);

/** Whether a problem of this rule keeps files from being read as a definition. */
export function standsInTheWay(rule: string): boolean {
  return fatal.has(rule);
}

/**
 * Reads the text of a file of a definition. Only what differs from the file as it was becomes a change: what others did
 * meanwhile elsewhere in the artefact stays.
 */
export function readText(definition: Definition, file: string, text: string, ports: ValidationPorts = {}): ReadText {
  const files = writeFiles(definition);
  // Both are read from files, so that what a file cannot say is the same on both sides and no change.
  const before = readFiles(files, { previous: definition });
  const after = readFiles({ ...files, [file]: text }, { ...ports, previous: definition });
  const here = after.problems.filter((problem) => problem.file === file);
  const errors = here.filter(({ rule }) => standsInTheWay(rule));
  if (errors.length > 0) return { body: null, errors, warnings: [] };
  return { body: actionBetween(before.definition, after.definition), errors: [], warnings: here };
}

/**
 * Brings a text that somebody is writing to a definition that has moved on: what others did comes in, what was written stays.
 * Null where the text cannot be read now, or the two cannot go together.
 */
export function rebaseText(from: Definition, to: Definition, file: string, text: string): string | null {
  const { body, errors } = readText(from, file, text);
  if (errors.length > 0) return null;
  const files = writeFiles(to);
  if (body === null) return files[file] ?? null;
  const result = reduce(to, body);
  if (result.refused !== null) return null;
  return writeFiles(result.definition, { ...files, [file]: text })[file] ?? null;
}
