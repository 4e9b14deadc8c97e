import { type Definition, type RecordOf, rulesOf } from '@plinth/app-definition';
import { isJsonObject } from '@plinth/foundation';
import type { BoxedExpression, DecisionModel, DecisionTable, ItemDefinition, TableRule } from '@plinth/rule-processor';
import { namesIn, textsOf } from './named-texts.ts';
import { readBoxed } from './read-boxed.ts';

type DecisionRecord = RecordOf<'decision'>;
type StoredDecision = DecisionRecord['decisions'][string];
type StoredTable = NonNullable<StoredDecision['table']>;

/** Rules of a model's tables by the name of the decision or function they stand in. */
export type RulesByTable = ReadonlyMap<string, readonly RecordOf<'rule'>[]>;

export function rulesByTable(definition: Definition, decision: DecisionRecord): RulesByTable {
  return Map.groupBy(rulesOf(definition, decision.id), ({ table }) => table);
}

/** The decision of a model that gives the answer. */
export function answerOf(record: DecisionRecord): string {
  return record.answer ?? record.key;
}

/** A decision record as the model that the rule processor compiles. Throws `decisions.unreadable-logic`. */
export function readModel(record: DecisionRecord, rules: RulesByTable): DecisionModel {
  const decisions = Object.entries(record.decisions).map(([name, stored]) => ({ name, stored, logic: logicOf(stored, rules.get(name)) }));
  const knowledge = Object.entries(record.knowledge).map(([name, stored]) => ({ name, stored, logic: logicOf(stored, rules.get(name)) }));
  const inputNames = Object.keys(record.inputs);
  const decisionNames = decisions.map(({ name }) => name);
  const knowledgeNames = [...knowledge.map(({ name }) => name), ...Object.keys(record.services)];
  const requirements = (name: string, stored: { readonly requires?: string[] | undefined }, logic: BoxedExpression | null) => {
    const used = stored.requires ?? namesIn(logic === null ? [] : textsOf(logic), [...inputNames, ...decisionNames, ...knowledgeNames]);
    const among = (names: readonly string[]) => names.filter((each) => each !== name && used.includes(each)).map(reference);
    return { inputs: among(inputNames), decisions: among(decisionNames), knowledge: among(knowledgeNames) };
  };
  return {
    name: record.key,
    namespace: `plinth:decision:${record.key}`,
    imports: [],
    items: Object.entries(record.types).map(([name, type]) => readItem(name, type)),
    inputs: Object.entries(record.inputs).map(([name, { type }]) => ({ id: name, name, type: type ?? null })),
    decisions: decisions.map(({ name, stored, logic }) => ({
      id: name,
      name,
      type: stored.type ?? null,
      requirements: requirements(name, stored, logic),
      logic,
      question: stored.question ?? null,
    })),
    knowledge: knowledge.map(({ name, stored, logic }) => ({
      id: name,
      name,
      type: stored.type ?? null,
      requirements: requirements(name, stored, logic),
      logic:
        logic === null
          ? null
          : {
              kind: 'function',
              type: null,
              language: 'FEEL',
              body: logic,
              parameters: stored.parameters.map((parameter) => ({ name: parameter.name, type: parameter.type ?? null })),
            },
    })),
    services: Object.entries(record.services).map(([name, stored]) => ({
      id: name,
      name,
      type: stored.type ?? null,
      outputs: stored.outputs.map(reference),
      encapsulated: (stored.encapsulated ?? []).map(reference),
      inputDecisions: (stored.inputDecisions ?? []).map(reference),
      inputs: (stored.inputs ?? []).map(reference),
    })),
  };
}

function reference(name: string): string {
  return `#${name}`;
}

/** The logic of an element; null where it is only described. */
function logicOf(
  { expression, table, boxed }: Pick<StoredDecision, 'expression' | 'table' | 'boxed'>,
  rules: readonly RecordOf<'rule'>[] = [],
): BoxedExpression | null {
  if (expression !== undefined) return { kind: 'literal', type: null, text: expression, language: null };
  if (table !== undefined) return readTable(table, rules);
  return boxed === undefined ? null : readBoxed(boxed);
}

function readTable(table: StoredTable, rules: readonly RecordOf<'rule'>[]): DecisionTable {
  const width = table.inputs.length;
  return {
    kind: 'table',
    type: null,
    hitPolicy: table.hitPolicy,
    aggregation: table.aggregation ?? null,
    inputs: table.inputs.map(({ label, expression, type, allowed }) => ({
      label: label ?? null,
      expression,
      type: type ?? null,
      allowed: allowed ?? null,
    })),
    outputs: table.outputs.map(({ name, type, allowed, otherwise }) => ({
      name: name ?? null,
      type: type ?? null,
      allowed: allowed ?? null,
      otherwise: otherwise ?? null,
    })),
    annotations: [],
    rules: rules.map(
      (rule): TableRule => ({
        id: rule.key,
        inputs: rule.cells.slice(0, width),
        outputs: rule.cells.slice(width),
        annotations: [],
        description: rule.note ?? null,
      }),
    ),
  };
}

type StoredType = DecisionRecord['types'][string];

function readItem(name: string, { type, list, allowed, components }: StoredType): ItemDefinition {
  const parts = Object.entries(components ?? {});
  return {
    name,
    type: parts.length > 0 ? null : (type ?? null),
    isCollection: list === true,
    allowed: allowed ?? null,
    constraint: null,
    components: parts.map(([part, stored]) => readItem(part, isJsonObject(stored) ? (stored as StoredType) : {})),
    function: null,
  };
}
