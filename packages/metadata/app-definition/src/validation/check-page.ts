import { nearestName } from '@plinth/foundation';
import { componentsOf, entitiesOf, eventTypesOf, externalActionsOf, functionsOf, pagesOf, processesOf, queriesOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { DefinitionRecord, RecordOf } from '../kinds/record-kinds.ts';
import { type ActionName, checkActions } from './check-actions.ts';
import { actionLists } from './check-record.ts';
import { type DefinitionViolation, didYouMean, nameForPeople, violationOf } from './violation.ts';

/** Names that mean something else on every page. */
const reservedNames: ReadonlySet<string> = new Set(['parameters', 'state', 'user', 'row', 'index', 'event', 'result', 'error']);

/** What concerns a page as a whole: its address, the names in its scope, what its actions call by key. */
export function checkPage(definition: Definition, page: RecordOf<'page'>): DefinitionViolation[] {
  const components = componentsOf(definition, page.id);
  return [
    ...checkPath(page),
    ...queriesOf(definition, page.id).flatMap(checkQueryForm),
    ...checkScope([...queriesOf(definition, page.id), ...components]),
    ...[page, ...components].flatMap((record) => checkNamesInActions(definition, page, record)),
  ];
}

const segment = /^(?::[a-z][A-Za-z0-9_]{0,62}|[A-Za-z0-9._~-]+)$/;

function checkPath(page: RecordOf<'page'>): DefinitionViolation[] {
  const violations: DefinitionViolation[] = [];
  const report = (message: string, hint: string) => violations.push(violationOf(page, 'page-path', ['path'], message, hint));
  const segments = page.path === '' ? [] : page.path.split('/');
  for (const part of segments) {
    if (!segment.test(part))
      report(`${JSON.stringify(part)} cannot stand in an address`, 'Write clients/:id, without a slash at either end.');
  }
  const inPath = segments.filter((part) => part.startsWith(':')).map((part) => part.slice(1));
  for (const name of new Set(inPath)) {
    if (inPath.indexOf(name) !== inPath.lastIndexOf(name)) report(`:${name} stands twice in the address`, 'Give one of them another name.');
    if (Object.hasOwn(page.parameters, name)) continue;
    const hint = didYouMean(nearestName(name, Object.keys(page.parameters))) ?? `Add ${name}: string to the page's parameters.`;
    report(`:${name} is no parameter of the page`, hint);
  }
  return violations;
}

/** A query reads an entity, asks a decision or asks another system, and says nothing of the others. */
function checkQueryForm(query: RecordOf<'query'>): DefinitionViolation[] {
  const asks = query.decision !== undefined || query.externalAction !== undefined;
  if (query.entity === undefined && !asks)
    return [
      violationOf(query, 'schema', ['entity'], 'is missing', 'Say which entity it reads, or which decision or external action it asks.'),
    ];
  const ofAsked = ['entity', 'filter', 'search', 'aggregate'] as const;
  const ofOther = !asks ? (['inputs'] as const) : query.decision === undefined ? ofAsked : ([...ofAsked, 'externalAction'] as const);
  return ofOther
    .filter((name) => query[name] !== undefined)
    .map((name) =>
      violationOf(
        query,
        'schema',
        [name],
        `means nothing for a query of ${asks ? (query.decision === undefined ? 'an external action' : 'a decision') : 'an entity'}`,
        'Remove it.',
      ),
    );
}

function checkScope(records: readonly (RecordOf<'query'> | RecordOf<'component'>)[]): DefinitionViolation[] {
  const violations: DefinitionViolation[] = [];
  const taken = new Map<string, DefinitionRecord>();
  for (const record of records) {
    const name = record.kind === 'query' ? record.key : record.name;
    const property = record.kind === 'query' ? 'key' : 'name';
    if (name === undefined) continue;
    const other = taken.get(name);
    if (reservedNames.has(name)) {
      violations.push(
        violationOf(record, 'duplicate', [property], `${name} already means something on every page`, 'Choose another name.'),
      );
    } else if (other !== undefined) {
      violations.push(
        violationOf(record, 'duplicate', [property], `the page already has ${nameForPeople(other)}`, 'Give one of them another name.'),
      );
    } else taken.set(name, record);
  }
  return violations;
}

/** Two pages may not answer at the same address. */
export function checkAddresses(definition: Definition): DefinitionViolation[] {
  const violations: DefinitionViolation[] = [];
  const taken = new Map<string, RecordOf<'page'>>();
  for (const page of pagesOf(definition)) {
    const address = page.path.replace(/:[^/]+/g, ':');
    const other = taken.get(address);
    if (other === undefined) taken.set(address, page);
    else violations.push(violationOf(page, 'page-path', ['path'], `page ${other.key} has the same address`, 'Change one of them.'));
  }
  return violations;
}

function checkNamesInActions(definition: Definition, page: RecordOf<'page'>, record: DefinitionRecord): DefinitionViolation[] {
  const names: ActionName[] = [];
  for (const { steps, actions } of actionLists(record as unknown as Readonly<Record<string, unknown>>)) {
    checkActions(actions, steps, (name) => names.push(name));
  }
  return names.flatMap(({ kind, key, steps }) => {
    const known = knownKeys(definition, page, kind);
    if (known.includes(key) || (kind === 'entity' && key.includes('/'))) return [];
    const hint = didYouMean(nearestName(key, known)) ?? (known.length > 0 ? `There are ${known.slice(0, 20).join(', ')}.` : undefined);
    const place = tops.has(kind) ? 'there is' : page.composite === undefined ? 'the page has' : 'the composite has';
    return [violationOf(record, 'action', steps, `${place} no ${kind === 'event-type' ? 'type of event' : kind} ${key}`, hint)];
  });
}

/** Kinds of records that belong to no page. */
const tops: ReadonlySet<string> = new Set(['page', 'entity', 'process', 'function', 'event-type', 'external-action']);

function knownKeys(definition: Definition, page: RecordOf<'page'>, kind: string): string[] {
  switch (kind) {
    case 'page':
      return pagesOf(definition).map(({ key }) => key);
    case 'entity':
      return entitiesOf(definition).map(({ key }) => key);
    case 'process':
      return processesOf(definition).map(({ key }) => key);
    case 'external-action':
      return externalActionsOf(definition).map(({ key }) => key);
    case 'function':
      return functionsOf(definition).map(({ key }) => key);
    case 'event-type':
      return eventTypesOf(definition).map(({ key }) => key);
    case 'query':
      return queriesOf(definition, page.id).map(({ key }) => key);
    case 'state':
      return Object.keys(page.state);
    case 'event':
      return Object.keys(page.composite?.events ?? {});
    default:
      return componentsOf(definition, page.id).flatMap(({ name }) => (name === undefined ? [] : [name]));
  }
}
