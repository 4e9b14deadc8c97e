import { type RecordOf, recordOf } from '@plinth/app-definition';
import { type ContextType, contextType, type FeelType, types, writtenTokens } from '@plinth/expression';
import type { ExpressionSite, Steps } from './expression-site.ts';
import { joinedContext } from './joined-context.ts';
import { fieldType, type RecordTypes } from './record-types.ts';

/** One scope for all expressions of an entity, so that what follows from it is kept. */
const scopes = new WeakMap<RecordTypes, Map<string, ContextType>>();

function kept(known: RecordTypes, name: string, make: () => ContextType): ContextType {
  const own = scopes.get(known) ?? new Map<string, ContextType>();
  scopes.set(known, own);
  const found = own.get(name) ?? make();
  own.set(name, found);
  return found;
}

/** The names that a row rule or a title may use: what the database reaches, `user` and `settings`. */
export function rowScope(known: RecordTypes, entity: string): ContextType {
  return kept(known, `row ${entity}`, () =>
    joinedContext(contextType({ user: known.user, ...known.settings }), known.record(entity, 'row')),
  );
}

/** The names that a rule of a record may use. One that asks a decision reads over references, too. */
export function ruleScope(known: RecordTypes, entity: string, text: string): ContextType {
  const { decisions } = known;
  const asks = writtenTokens(text).some((token) => token.kind === 'function' && Object.hasOwn(decisions.entries, token.text));
  return kept(known, `${asks ? 'asking' : 'rule'} ${entity}`, () =>
    joinedContext(
      decisions,
      contextType({ user: known.user, ...known.settings }),
      known.record(entity, 'rule'),
      asks ? withoutSystem(known.record(entity, 'row')) : null,
    ),
  );
}

/** A rule knows the fields of its record alone, even where it reaches on. */
function withoutSystem(record: ContextType): ContextType {
  const own = Object.entries(Object.getOwnPropertyDescriptors(record.entries)).filter(
    ([name]) => record.meaningOf?.(name)?.declaredBy !== undefined,
  );
  return { ...record, entries: Object.defineProperties({}, Object.fromEntries(own)) };
}

export function entitySites(known: RecordTypes, record: RecordOf<'entity'>): ExpressionSite[] {
  return record.title === undefined ? [] : [plain(record, ['title'], record.title, rowScope(known, record.id), null)];
}

export function fieldSites(known: RecordTypes, record: RecordOf<'field'>): ExpressionSite[] {
  // A reference is given by its id, a file by nothing that an expression could make.
  const gives = record.type === 'reference' ? null : fieldType(record);
  const site = (steps: Steps, text: string | undefined, expects: FeelType | null) =>
    text === undefined ? [] : [plain(record, steps, text, ruleScope(known, record.parent, text), expects)];
  return [
    ...site(['default'], record.default, gives),
    ...site(['computed'], record.computed, gives),
    ...(record.validations ?? []).flatMap((validation, at) =>
      'rule' in validation
        ? site(['validations', at, 'rule'], validation.rule, types.boolean)
        : site(['validations', at, 'messages'], validation.messages, null),
    ),
  ];
}

export function permissionSites(known: RecordTypes, record: RecordOf<'permission'>): ExpressionSite[] {
  return record.rowRule === undefined ? [] : [plain(record, ['rowRule'], record.rowRule, rowScope(known, record.entity), null)];
}

/** What an import reads are the columns of a file that nobody knows yet, so only functions can be wrong. */
export function importSites(record: RecordOf<'import'>): ExpressionSite[] {
  const columns = contextType({}, { open: true });
  return Object.entries(record.fields).map(([key, text]) => ({
    ...plain(record, ['fields', key], text, columns, null),
    codes: ['syntax', 'unknown-function'],
  }));
}

/** Cells, inputs, outputs and formulas of a decision; what its own types mean is for whoever compiles it to say. */
export function decisionSites(known: RecordTypes, record: RecordOf<'decision'>): ExpressionSite[] {
  const scope = decisionScope(record);
  const loose = (steps: Steps, text: string | undefined, kind: ExpressionSite['kind'] = 'expression'): ExpressionSite[] =>
    text === undefined ? [] : [{ ...plain(record, steps, text, scope, null), kind, codes: ['syntax', 'unknown-function'] }];
  const logic = (steps: Steps, { expression, table }: Pick<RecordOf<'decision'>['decisions'][string], 'expression' | 'table'>) => [
    ...loose([...steps, 'expression'], expression),
    ...(table?.inputs ?? []).flatMap((input, at) => [
      ...loose([...steps, 'table', 'inputs', at, 'expression'], input.expression),
      ...loose([...steps, 'table', 'inputs', at, 'allowed'], input.allowed, 'tests'),
    ]),
    ...(table?.outputs ?? []).flatMap((output, at) => [
      ...loose([...steps, 'table', 'outputs', at, 'allowed'], output.allowed, 'tests'),
      ...loose([...steps, 'table', 'outputs', at, 'otherwise'], output.otherwise),
    ]),
  ];
  const entity = record.entity === undefined ? contextType({}, { open: true }) : known.record(record.entity, 'full');
  return [
    ...Object.entries(record.decisions).flatMap(([name, decision]) => logic(['decisions', name], decision)),
    ...Object.entries(record.knowledge).flatMap(([name, model]) => logic(['knowledge', name], model)),
    ...Object.entries(record.inputsFrom).map(([name, text]) => plain(record, ['inputsFrom', name], text, entity, null)),
  ];
}

export function ruleSites(known: RecordTypes, record: RecordOf<'rule'>): ExpressionSite[] {
  const decision = recordOf(known.definition, 'decision', record.parent);
  const table = (decision?.decisions[record.table] ?? decision?.knowledge[record.table])?.table;
  if (decision === null || table === undefined) return [];
  const scope = decisionScope(decision);
  return record.cells.map((text, at) => ({
    ...plain(record, ['cells', at], text, scope, null),
    kind: at < table.inputs.length ? 'tests' : 'expression',
    codes: ['syntax', 'unknown-function'],
  }));
}

/** The inputs, decisions and functions of a model; what else its formulas name are their parameters. */
function decisionScope(record: RecordOf<'decision'>): ContextType {
  const names = [
    ...Object.keys(record.inputs),
    ...Object.keys(record.decisions),
    ...Object.keys(record.knowledge),
    ...Object.keys(record.services),
  ];
  const labels = new Map(Object.entries(record.inputs).map(([name, { label }]) => [name, label] as const));
  return contextType(Object.fromEntries(names.map((name) => [name, types.any])), {
    open: true,
    meaningOf: (name) =>
      labels.has(name) ? { label: labels.get(name), declaredBy: record.id } : names.includes(name) ? { declaredBy: record.id } : undefined,
  });
}

function plain(record: ExpressionSite['record'], steps: Steps, text: string, scope: ContextType, expects: FeelType | null): ExpressionSite {
  return { record, steps, kind: 'expression', text, before: '', scope, known: scope, expects };
}
