import { rulesOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import type { Draft, Drafts } from './drafts.ts';
import { labelled } from './entity-file.ts';
import { mapAt, omit } from './file-form.ts';
import { block, idEntry, isTreeMap, ordered, propertiesOf, shorthand, type TreeMap } from './tree.ts';
import { labelFromKey } from './wording.ts';
import type { Steps, YamlSource } from './yaml-source.ts';

/** The parts of a decision's file that hold elements with logic. */
const withLogic = ['decisions', 'knowledge'] as const;

/** Reads `decisions/loanDecision.yaml`: a DMN model, its tables as rows. */
export function readDecisionFile(drafts: Drafts, source: YamlSource, key: string): void {
  const tree = mapAt(drafts, source, source.tree, [], 'Start with label:, inputs: and decisions:.');
  const values: TreeMap = { label: labelFromKey(key), ...omit(tree, 'id'), key };
  for (const name of ['types', 'inputs'] as const) if (isTreeMap(tree[name])) values[name] = longTypes(tree[name]);
  for (const name of withLogic) if (isTreeMap(tree[name])) values[name] = mapParts(tree[name], withoutRules);
  const decision = drafts.add({ kind: 'decision', id: tree.id, path: [key], parent: null, values, source, steps: [] });
  for (const part of withLogic) {
    if (!isTreeMap(tree[part])) continue;
    for (const [name, element] of Object.entries(tree[part])) readRules(drafts, source, decision, [part, name], name, element);
  }
}

function mapParts(map: TreeMap, change: (part: unknown) => unknown): TreeMap {
  return Object.fromEntries(Object.entries(map).map(([name, part]) => [name, change(part)]));
}

/** A type may stand alone: `amount: number` is `amount: { type: number }`. */
function longTypes(map: TreeMap): TreeMap {
  return mapParts(map, (part) => {
    if (typeof part === 'string') return { type: part };
    return isTreeMap(part) && isTreeMap(part.components) ? { ...part, components: longTypes(part.components) } : part;
  });
}

/** A decision that is only an expression may be written as its text. */
function withoutRules(part: unknown): unknown {
  if (typeof part === 'string') return { expression: part };
  if (!isTreeMap(part) || !isTreeMap(part.table)) return part;
  const table = omit(part.table, 'rules');
  const outputs = Array.isArray(table.outputs) ? table.outputs : table.outputs === undefined ? [] : [table.outputs];
  const inputs = Array.isArray(table.inputs) ? table.inputs : [];
  return {
    ...part,
    table: {
      hitPolicy: 'UNIQUE',
      ...table,
      inputs: inputs.map((input: unknown) => (typeof input === 'string' ? { expression: input } : input)),
      outputs: outputs.map((output: unknown) => (typeof output === 'string' ? { name: output } : output)),
    },
  };
}

function readRules(drafts: Drafts, source: YamlSource, decision: Draft, place: Steps, table: string, element: unknown): void {
  if (!isTreeMap(element) || !isTreeMap(element.table)) return;
  const rules = mapAt(drafts, source, element.table.rules, [...place, 'table', 'rules'], "Write small: [ '< 100', '\"low\"' ].");
  for (const [key, row] of Object.entries(rules)) {
    const steps = [...place, 'table', 'rules', key];
    const isShort = Array.isArray(row);
    const long = isShort ? { cells: row } : mapAt(drafts, source, row, steps, "Write [ '< 100', '\"low\"' ] or { cells: […], note: … }.");
    drafts.add({
      kind: 'rule',
      id: long.id,
      path: [...decision.path, table, key],
      parent: decision,
      values: { ...omit(long, 'id'), cells: cellsOf(long.cells), table, key },
      source,
      steps,
      places: { table: [], key: [], ...(isShort ? { cells: [] } : {}) },
    });
  }
}

/** A cell with nothing in it asks for nothing. */
function cellsOf(cells: unknown): unknown {
  return Array.isArray(cells) ? cells.map((cell: unknown) => cell ?? '-') : cells;
}

/** Writes a decision with the rules of its tables. */
export function decisionTree(definition: Definition, decision: RecordOf<'decision'>): TreeMap {
  const tree: TreeMap = { ...idEntry(decision, decision.key), ...labelled(decision.key, propertiesOf(definition, decision)) };
  if (isTreeMap(tree.types)) tree.types = block(shortTypes(tree.types));
  if (isTreeMap(tree.inputs)) tree.inputs = block(shortTypes(tree.inputs));
  for (const part of withLogic) {
    if (!isTreeMap(tree[part])) continue;
    const written = Object.entries(tree[part]).map(([name, element]) => [
      name,
      elementTree(definition, decision, name, element as TreeMap),
    ]);
    tree[part] = block(Object.fromEntries(written));
  }
  if (isTreeMap(tree.tests)) tree.tests = block(tree.tests);
  return tree;
}

function shortTypes(map: TreeMap): TreeMap {
  return mapParts(map, (part) => {
    if (!isTreeMap(part)) return part;
    const long: TreeMap = isTreeMap(part.components) ? { ...part, components: shortTypes(part.components) } : { ...part };
    return Object.keys(long).length === 1 && long.type !== undefined ? shorthand(long, long.type) : long;
  });
}

function elementTree(definition: Definition, decision: RecordOf<'decision'>, name: string, element: TreeMap): TreeMap {
  if (!isTreeMap(element.table)) {
    const long = { ...element };
    return Object.keys(long).length === 1 && long.expression !== undefined ? shorthand(long, long.expression) : long;
  }
  const { hitPolicy, ...rest } = element.table;
  const rules = rulesOf(definition, decision.id)
    .filter((rule) => rule.table === name)
    .map((rule) => {
      const long = { ...idEntry(rule, decision.key, name, rule.key), ...propertiesOf(definition, rule, ['table']) };
      return [rule.key, Object.keys(long).length === 1 ? shorthand(long, rule.cells) : long] as const;
    });
  const table: TreeMap = {
    ...(hitPolicy === 'UNIQUE' ? {} : { hitPolicy }),
    ...rest,
    ...(rules.length === 0 ? {} : { rules: ordered(block(Object.fromEntries(rules))) }),
  };
  return { ...element, table };
}
