import { type Definition, type DefinitionRecord, decisionsOf, indexAt, type RecordOf, rulesOf, withDefaults } from '@plinth/app-definition';
import type { BoxedExpression, DecisionModel, ItemDefinition } from '@plinth/rule-processor';
import { decisionModelErrors } from '../errors.ts';

type StoredDecision = RecordOf<'decision'>['decisions'][string];
type StoredType = RecordOf<'decision'>['types'][string];
type Logic = Pick<StoredDecision, 'expression' | 'table' | 'boxed'>;

/** Rules that a decision's tables get, before they have ids. */
interface Row {
  readonly table: string;
  readonly key: string;
  readonly cells: string[];
  readonly note?: string;
}

/**
 * A model as records of a definition, in place of the decision of that key where there is one; what the record says beside
 * the model (validity, test cases, its entity) stays. Layout and identifiers of the document are not kept. Throws
 * `decisions.imports-others`, `decisions.unreadable-logic`.
 */
export function decisionFromDmn(model: DecisionModel, key: string, definition: Definition): readonly DefinitionRecord[] {
  if (model.imports.length > 0) throw decisionModelErrors.importsOthers({ model: model.name });
  const before = decisionsOf(definition).find((each) => each.key === key);
  const id = before?.id ?? `decision:${key}`;
  const rows: Row[] = [];
  const names = new Map(
    [...model.inputs, ...model.decisions, ...model.knowledge, ...model.services].flatMap((each): [string, string][] => [
      [`#${each.id}`, each.name],
      // A reference within a document may also name the document.
      [`${model.namespace}#${each.id}`, each.name],
    ]),
  );
  const named = (references: readonly string[]) => references.map((reference) => names.get(reference) ?? reference);
  const required = ({ inputs, decisions, knowledge }: DecisionModel['decisions'][number]['requirements']) =>
    named([...inputs, ...decisions, ...knowledge]);
  const answerName = answerOf(model);
  const record = withDefaults({
    ...(before ?? { label: model.name }),
    id,
    kind: 'decision',
    key,
    ...(answerName === key ? {} : { answer: answerName }),
    types: Object.fromEntries(model.items.map((item) => [item.name, typeOf(item)])),
    inputs: Object.fromEntries(model.inputs.map(({ name, type }) => [name, { ...before?.inputs[name], ...given({ type }) }])),
    decisions: Object.fromEntries(
      model.decisions.map(({ name, type, question, requirements, logic }) => [
        name,
        {
          ...(type === null ? {} : { type }),
          ...(question === null ? {} : { question }),
          requires: required(requirements),
          ...(logic === null ? {} : logicOf(logic, name, rows)),
        },
      ]),
    ),
    knowledge: Object.fromEntries(
      model.knowledge.map(({ name, type, requirements, logic }) => [
        name,
        {
          ...(type === null ? {} : { type }),
          parameters: (logic?.parameters ?? []).map((parameter) => ({
            name: parameter.name,
            ...(parameter.type === null ? {} : { type: parameter.type }),
          })),
          requires: required(requirements),
          ...(logic === null || logic.body === null ? {} : logicOf(logic.body, name, rows)),
        },
      ]),
    ),
    services: Object.fromEntries(
      model.services.map(({ name, type, outputs, encapsulated, inputDecisions, inputs }) => [
        name,
        {
          ...(type === null ? {} : { type }),
          outputs: named(outputs),
          encapsulated: named(encapsulated),
          inputDecisions: named(inputDecisions),
          inputs: named(inputs),
        },
      ]),
    ),
  });
  return [record, ...rulesFrom(rows, id, key, before === undefined ? [] : rulesOf(definition, before.id))];
}

/** The decision that none other requires, the last of several. */
function answerOf(model: DecisionModel): string {
  const required = new Set(
    model.decisions.flatMap(({ requirements }) => requirements.decisions.map((each) => each.slice(each.indexOf('#')))),
  );
  return (model.decisions.findLast(({ id }) => !required.has(`#${id}`)) ?? model.decisions.at(-1))?.name ?? model.name;
}

/** A row that was there already keeps its id, so that a change of one cell is a change of one rule. */
function rulesFrom(rows: readonly Row[], parent: string, key: string, before: readonly RecordOf<'rule'>[]): DefinitionRecord[] {
  const places = new Map<string, number>();
  return rows.map(({ table, ...row }) => {
    const at = places.get(table) ?? 0;
    places.set(table, at + 1);
    const known = before.find((rule) => rule.table === table && rule.key === row.key);
    return { kind: 'rule', parent, table, ...row, id: known?.id ?? ruleId(key, table, row.key), index: indexAt(at) };
  });
}

function ruleId(...path: readonly string[]): string {
  return `rule:${path.map((step) => step.replaceAll(/[^A-Za-z0-9_.-]/g, '~')).join('.')}`.slice(0, 120);
}

function logicOf(logic: BoxedExpression, name: string, rows: Row[]): Logic {
  if (logic.kind === 'literal' && logic.type === null && logic.language === null) return { expression: logic.text };
  if (logic.kind !== 'table' || logic.type !== null) return { boxed: withoutKept(logic) as NonNullable<Logic['boxed']> };
  for (const [at, rule] of logic.rules.entries()) {
    const notes = [rule.description, ...rule.annotations].filter((note) => note !== null && note !== '');
    const key = /^([a-z][A-Za-z0-9_]{0,62})(\.|$)/.exec(rule.id ?? '')?.[1] ?? `r${at + 1}`;
    rows.push({ table: name, key, cells: [...rule.inputs, ...rule.outputs], ...(notes.length === 0 ? {} : { note: notes.join(' ') }) });
  }
  return {
    table: {
      hitPolicy: logic.hitPolicy,
      ...(logic.aggregation === null ? {} : { aggregation: logic.aggregation }),
      inputs: logic.inputs.map(({ label, expression, type, allowed }) => ({
        ...given({ label }),
        expression,
        ...given({ type, allowed }),
      })),
      outputs: logic.outputs.map(({ name: output, type, allowed, otherwise }) => given({ name: output, type, allowed, otherwise })),
    },
  };
}

function typeOf({ name, type, isCollection, allowed, constraint, components, function: signature }: ItemDefinition): StoredType {
  if (signature !== null || constraint !== null)
    throw decisionModelErrors.unreadableLogic({
      place: name,
      reason: 'types of functions and constraints of a whole value are not known here',
    });
  return {
    ...given({ type, allowed }),
    ...(isCollection ? { list: true } : {}),
    ...(components.length === 0 ? {} : { components: Object.fromEntries(components.map((part) => [part.name, typeOf(part)])) }),
  };
}

/** What is there of some texts. */
function given<Names extends string>(values: Readonly<Record<Names, string | null>>): { [Name in Names]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as { [Name in Names]?: string };
}

/** What a document had beside the logic is not the definition's. */
function withoutKept(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutKept);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (name === 'kept' || part === null ? [] : [[name, withoutKept(part)]])),
  );
}
