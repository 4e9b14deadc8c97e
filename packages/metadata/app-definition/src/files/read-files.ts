import { nearestName } from '@plinth/foundation';
import type { Definition } from '../definition.ts';
import { type ValidationPorts, validateDefinition } from '../validation/validate-definition.ts';
import type { DefinitionViolation } from '../validation/violation.ts';
import { readDecisionFile } from './decision-file.ts';
import { type Draft, Drafts } from './drafts.ts';
import { readEntityFile } from './entity-file.ts';
import type { FileProblem } from './file-problem.ts';
import { appFile, placeOfFile } from './layout.ts';
import { readCompositeFile, readPageFile } from './page-file.ts';
import { readPermissionTestsFile } from './permission-tests-file.ts';
import { readProcessFile } from './process-file.ts';
import { readRolesFile } from './roles-file.ts';
import { readSettingsFile } from './settings-file.ts';
import { placesInOrder } from './sibling-order.ts';
import { readAppFile, readRecordFile } from './simple-file.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** Path below the application's folder, with `/`, to text. */
export type DefinitionFiles = Readonly<Record<string, string>>;

export interface ReadFilesOptions extends ValidationPorts {
  /** What the files described before: siblings keep their places in it wherever the order allows. */
  readonly previous?: Definition;
}

export interface ReadFilesResult {
  /** What could be read; fit for use only where there are no problems. */
  readonly definition: Definition;
  readonly problems: readonly FileProblem[];
  /** Where a violation found later (of an expression, say) stands in the files. */
  locate(violation: DefinitionViolation): FileProblem;
}

/** Reads a definition from its files. Never throws: whatever is wrong is a problem with file, line and column. */
export function readFiles(files: DefinitionFiles, options: ReadFilesOptions = {}): ReadFilesResult {
  const { drafts, sources } = readDrafts(files);
  const definition = drafts.toDefinition(placesOf(drafts, sources, options.previous));
  const locate = (violation: DefinitionViolation) => problemOf(drafts, violation);
  const unread = sources.list.flatMap((source) => source.problems);
  const problems = [...sources.misplaced, ...unread, ...drafts.problems];
  if (!sources.list.some((source) => source.file === appFile)) {
    problems.push({
      file: appFile,
      line: 1,
      column: 1,
      rule: 'root',
      message: 'is missing',
      hint: 'Add it with format: 1, key:, type: and label:.',
    });
  }
  // Whatever a broken file should have said would be reported as missing everywhere else.
  if (problems.length === 0) problems.push(...validateDefinition(definition, options).map(locate));
  return { definition, problems: problems.sort(byPlace), locate };
}

interface Sources {
  readonly list: YamlSource[];
  readonly misplaced: FileProblem[];
  readonly pageOrder: readonly string[];
}

function readDrafts(files: DefinitionFiles): { drafts: Drafts; sources: Sources } {
  const drafts = new Drafts();
  const list: YamlSource[] = [];
  const misplaced: FileProblem[] = [];
  let pageOrder: readonly string[] = [];
  for (const file of Object.keys(files).sort()) {
    const place = placeOfFile(file);
    if (place === null) continue;
    if ('hint' in place) {
      misplaced.push({ file, line: 1, column: 1, rule: 'format', message: 'is in no place that is read', hint: place.hint });
      continue;
    }
    const source = readYaml(file, files[file] ?? '');
    list.push(source);
    if (source.problems.length > 0) continue;
    if (place.kind === 'app') pageOrder = readAppFile(drafts, source);
    else if (place.kind === 'entity') readEntityFile(drafts, source, place.key);
    else if (place.kind === 'roles') readRolesFile(drafts, source);
    else if (place.kind === 'permission-tests') readPermissionTestsFile(drafts, source);
    else if (place.kind === 'settings') readSettingsFile(drafts, source);
    else if (place.kind === 'page') readPageFile(drafts, source, place.key);
    else if (place.kind === 'composite') readCompositeFile(drafts, source, place.key);
    else if (place.kind === 'decision') readDecisionFile(drafts, source, place.key);
    else if (place.kind === 'process') readProcessFile(drafts, source, place.key);
    else readRecordFile(drafts, source, place.kind, place.key);
  }
  checkPageOrder(drafts, list, pageOrder);
  return { drafts, sources: { list, misplaced, pageOrder } };
}

/** Pages that `pages:` names and no file describes. */
function checkPageOrder(drafts: Drafts, list: readonly YamlSource[], pageOrder: readonly string[]): void {
  const app = list.find((source) => source.file === appFile);
  const known = list.flatMap(({ file }) => {
    const place = placeOfFile(file);
    return place !== null && 'kind' in place && place.kind === 'page' ? [place.key] : [];
  });
  for (const [at, key] of pageOrder.entries()) {
    if (app === undefined || known.includes(key)) continue;
    const nearest = nearestName(key, known);
    const hint = nearest === null ? `Add pages/${key}.yaml, or leave it out.` : `Did you mean ${nearest}?`;
    drafts.report(app, ['pages', at], `there is no page ${key}`, hint);
  }
}

/** Gives each record that has an order its place among its siblings. */
function placesOf(drafts: Drafts, sources: Sources, previous: Definition | undefined) {
  let places: Map<string, string> | undefined;
  return (draft: Draft, id: string): string | undefined => {
    places ??= allPlaces(drafts, sources, previous);
    return places.get(id) ?? (draft.kind === 'page' ? 'a0' : undefined);
  };
}

function allPlaces(drafts: Drafts, sources: Sources, previous: Definition | undefined): Map<string, string> {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts.all()) {
    const group = groupOf(drafts, draft);
    if (group !== null) groups.set(group, [...(groups.get(group) ?? []), draft]);
  }
  const rank = new Map(sources.pageOrder.map((key, at) => [key, at]));
  const rankOf = (draft: Draft) => rank.get(String(draft.values.key)) ?? rank.size;
  groups.get('pages')?.sort((a, b) => rankOf(a) - rankOf(b));
  const places = new Map<string, string>();
  for (const group of groups.values()) {
    for (const [id, place] of placesInOrder(
      group.map((draft) => drafts.idOf(draft)),
      previous,
    ))
      places.set(id, place);
  }
  return places;
}

function groupOf(drafts: Drafts, draft: Draft): string | null {
  // Composites have no order among the pages.
  if (draft.kind === 'page') return draft.values.composite === undefined ? 'pages' : null;
  if (draft.parent === null) return null;
  const parent = drafts.idOf(draft.parent);
  if (draft.kind === 'component') return `component ${parent} ${String(draft.values.slot)}`;
  if (draft.kind === 'process-node' || draft.kind === 'process-flow') return `${draft.kind} ${parent}`;
  if (draft.kind === 'rule') return `rule ${parent} ${String(draft.values.table)}`;
  return draft.kind === 'field' || draft.kind === 'relation' ? `${draft.kind} ${parent}` : null;
}

function problemOf(drafts: Drafts, violation: DefinitionViolation): FileProblem {
  const steps = violation.path
    .split('/')
    .slice(3)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const place = drafts.locate(violation.record, steps, violation.within) ?? { file: appFile, line: 1, column: 1 };
  const named = steps.length > 0 && !violation.message.includes(String(steps.at(-1))) ? `${String(steps.at(-1))} ` : '';
  const message = ['schema', 'root', 'format'].includes(violation.rule) ? `${named}${violation.message}` : violation.message;
  return { ...place, rule: violation.rule, message, ...(violation.hint === undefined ? {} : { hint: violation.hint }) };
}

function byPlace(a: FileProblem, b: FileProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
