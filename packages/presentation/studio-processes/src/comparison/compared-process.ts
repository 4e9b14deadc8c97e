import { type DefinitionRecord, sameJson } from '@plinth/app-definition';
import type { ChangeKind } from '@plinth/studio-frame';
import type { DrawnFlow, DrawnNode, DrawnProcess } from '../drawing/drawn-process.ts';

/** How an element differs: as the definition says, or by its place alone. */
export type ElementBecame = ChangeKind | 'moved';

/** Two drawings of a process as one: as it is, with what is no longer there where it was. */
export interface ComparedProcess {
  readonly drawn: DrawnProcess;
  /** By the ids of elements. */
  readonly became: ReadonlyMap<string, ElementBecame>;
}

/** Joins both; null where neither has it. `changes` are those of the definitions' records. */
export function comparedProcess(
  before: DrawnProcess | null,
  after: DrawnProcess | null,
  changes: ReadonlyMap<string, ChangeKind>,
): ComparedProcess | null {
  const drawn = after ?? before;
  if (drawn === null) return null;
  if (before === null || after === null) return { drawn, became: becameOf(drawn, { before, after }, changes) };
  const nodes = withGone(before, after);
  const ids = new Set(nodes.map(({ id }) => id));
  const kept = new Set(after.flows.map(({ id }) => id));
  const gone = before.flows.filter(({ id, source, target }) => !kept.has(id) && ids.has(source) && ids.has(target));
  const joined = { ...after, nodes, flows: [...after.flows, ...gone] };
  return { drawn: joined, became: becameOf(joined, { before, after }, changes) };
}

/** What is gone stands where it stood; below what stands there now, where that would be on top of each other. */
function withGone(before: DrawnProcess, after: DrawnProcess): readonly DrawnNode[] {
  const nodes = [...after.nodes];
  const ids = new Set(nodes.map(({ id }) => id));
  for (const node of before.nodes) {
    if (ids.has(node.id)) continue;
    // What stood in something that is closed now is drawn in neither.
    if (node.container !== null && !ids.has(node.container)) continue;
    if (node.host !== null && !ids.has(node.host)) continue;
    ids.add(node.id);
    nodes.push({ ...node, box: node.host === null ? freeBox(node, nodes) : node.box });
  }
  return nodes;
}

function freeBox({ id, box, container }: DrawnNode, nodes: readonly DrawnNode[]): DrawnNode['box'] {
  const others = nodes.filter((node) => node.id !== id && node.container === container && node.host === null);
  let free = box;
  for (let tries = 0; tries < 50; tries++) {
    const over = others.find(({ box: other }) => isOver(free, other));
    if (over === undefined) return free;
    free = { ...free, y: over.box.y + over.box.height + 24 };
  }
  return free;
}

function isOver(a: DrawnNode['box'], b: DrawnNode['box']): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function becameOf(
  { nodes, flows }: Pick<DrawnProcess, 'nodes' | 'flows'>,
  both: { readonly before: DrawnProcess | null; readonly after: DrawnProcess | null },
  changes: ReadonlyMap<string, ChangeKind>,
): ReadonlyMap<string, ElementBecame> {
  const [old, now] = [recordsOf(both.before), recordsOf(both.after)];
  const found = new Map<string, ElementBecame>();
  for (const { id } of [...nodes, ...flows] as readonly (DrawnNode | DrawnFlow)[]) {
    const kind = changes.get(id);
    if (kind === undefined) continue;
    found.set(id, kind === 'changed' && isSame(old.get(id), now.get(id)) ? 'moved' : kind);
  }
  return found;
}

function recordsOf(drawn: DrawnProcess | null): ReadonlyMap<string, DefinitionRecord> {
  const all = [...(drawn?.nodes ?? []), ...(drawn?.flows ?? [])];
  return new Map(all.flatMap(({ id, record }) => (record === null ? [] : [[id, record] as const])));
}

/** Whether nothing differs but where it is drawn. */
function isSame(before: DefinitionRecord | undefined, after: DefinitionRecord | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  const meant = (record: DefinitionRecord) => ({ ...record, place: null, way: null });
  return sameJson(meant(before), meant(after));
}
