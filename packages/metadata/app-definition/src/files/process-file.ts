import { processFlowsOf, processNodesOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import type { Draft, Drafts } from './drafts.ts';
import { labelled } from './entity-file.ts';
import { mapAt, omit, withoutParts } from './file-form.ts';
import { block, idEntry, isTreeMap, ordered, propertiesOf, shorthand, type TreeMap } from './tree.ts';
import { labelFromKey } from './wording.ts';
import type { Steps, YamlSource } from './yaml-source.ts';

const parts = ['nodes', 'flows'] as const;

/** Reads `processes/loan.yaml`: nodes, those of a sub-process within it, and the flows between them. */
export function readProcessFile(drafts: Drafts, source: YamlSource, key: string): void {
  const tree = mapAt(drafts, source, source.tree, [], 'Start with label:, nodes: and flows:.');
  const values = { label: labelFromKey(key), ...withoutParts(drafts, source, tree, parts), key };
  const process = drafts.add({ kind: 'process', id: tree.id, path: [key], parent: null, values, source, steps: [] });
  readParts(drafts, source, process, [], tree);
}

function readParts(drafts: Drafts, source: YamlSource, parent: Draft, place: Steps, tree: TreeMap): void {
  const nodes = mapAt(drafts, source, tree.nodes ?? {}, [...place, 'nodes'], 'Write approve: userTask.');
  for (const [key, node] of Object.entries(nodes)) {
    const steps = [...place, 'nodes', key];
    const long =
      typeof node === 'string' ? { type: node } : mapAt(drafts, source, node, steps, 'Write userTask or { type: userTask, label: … }.');
    const values = { ...omit(long, 'id', ...parts), key };
    const places = { key: [], ...(typeof node === 'string' ? { type: [] } : {}) };
    const draft = drafts.add({ kind: 'process-node', id: long.id, path: [...parent.path, key], parent, values, source, steps, places });
    if (isTreeMap(node)) readParts(drafts, source, draft, steps, node);
  }
  const flows = mapAt(drafts, source, tree.flows ?? {}, [...place, 'flows'], 'Write f1: { from: start, to: approve }.');
  for (const [key, flow] of Object.entries(flows)) {
    const steps = [...place, 'flows', key];
    const long = mapAt(drafts, source, flow, steps, 'Write { from: start, to: approve, condition: … }.');
    drafts.add({
      kind: 'process-flow',
      id: long.id,
      path: [...parent.path, key],
      parent,
      values: { ...omit(long, 'id', 'from', 'to'), source: long.from, target: long.to, key },
      source,
      steps,
      places: { key: [], source: ['from'], target: ['to'] },
    });
  }
}

/** Writes a process with its nodes and flows. */
export function processTree(definition: Definition, process: RecordOf<'process'>): TreeMap {
  return {
    ...idEntry(process, process.key),
    ...labelled(process.key, propertiesOf(definition, process)),
    ...partsTree(definition, process.id, [process.key]),
  };
}

function partsTree(definition: Definition, parent: string, path: readonly string[]): TreeMap {
  const nodes = processNodesOf(definition, parent).map((node): [string, TreeMap] => {
    const inner = partsTree(definition, node.id, [...path, node.key]);
    const long: TreeMap = { ...idEntry(node, ...path, node.key), ...propertiesOf(definition, node), ...inner };
    return [node.key, Object.keys(long).length === 1 ? shorthand(long, node.type) : long];
  });
  const flows = processFlowsOf(definition, parent).map((flow): [string, TreeMap] => {
    const { source, target, ...rest } = propertiesOf(definition, flow);
    return [flow.key, { ...idEntry(flow, ...path, flow.key), from: source, to: target, ...rest }];
  });
  return {
    ...(nodes.length === 0 ? {} : { nodes: ordered(block(Object.fromEntries(nodes))) }),
    ...(flows.length === 0 ? {} : { flows: ordered(block(Object.fromEntries(flows))) }),
  };
}
