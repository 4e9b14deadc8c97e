import { type ActionBody, type Definition, indexBetween, processNodesOf, type RecordOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import { type Box, freeBelow } from '@plinth/process-model';
import { type DrawnFlow, type DrawnNode, type DrawnProcess, nodeOf, parentOf, within } from '../drawing/drawn-process.ts';
import { type ElementKind, groupOf, isSubProcess, sizeOf } from '../drawing/element-kind.ts';
import { type Edit, insert, quoted, remove, together, update } from './edit.ts';
import { newFlow } from './flow-edits.ts';
import { grown } from './grown.ts';
import { moveNodes } from './move-edits.ts';
import { newKey } from './new-key.ts';
import { settled } from './settled.ts';
import { triggerContent } from './trigger-content.ts';

const gap = 60;
/** Space that is left before and behind what is put into a flow. */
const closest = 30;

/** Where a new element comes: its middle in the diagram, the sub-process or null for the process, and the activity whose border it is on. */
export interface NewPlace {
  readonly x: number;
  readonly y: number;
  readonly container: string | null;
  readonly host?: string;
}

interface MadeNode {
  readonly actions: readonly ActionBody[];
  readonly id: string;
}

/** Adds an element. */
export function addNode(definition: Definition, drawn: DrawnProcess, kind: ElementKind, { x, y, container, host }: NewPlace): Edit {
  const { width, height } = sizeOf(kind);
  const box = { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height };
  const { actions, id } = madeNode(definition, drawn, kind, box, container, host);
  return {
    body: together([...settled(drawn), ...actions, ...grown(drawn, container, box)]),
    intent: `Add ${words(kind)}`,
    selection: [id],
  };
}

/** Adds an element behind another one, with a flow from there. */
export function appendNode(definition: Definition, drawn: DrawnProcess, to: DrawnNode, kind: ElementKind): Edit {
  const { width, height } = sizeOf(kind);
  const { box: from } = to;
  const isBelow = to.host !== null;
  const wanted = isBelow
    ? { x: from.x + from.width / 2 + gap, y: from.y + from.height + gap - 10, width, height }
    : { x: from.x + from.width + gap, y: from.y + (from.height - height) / 2, width, height };
  const beside = drawn.nodes.filter((node) => node.container === to.container && node.host === null);
  const box = freeBelow(
    wanted,
    beside.map((node) => node.box),
  );
  const { actions, id } = madeNode(definition, drawn, kind, box, to.container);
  const flow = newFlow(definition, parentOf(drawn, to.container), to.id, id);
  return {
    body: together([...settled(drawn), ...actions, insert(flow), ...grown(drawn, to.container, box)]),
    intent: `Append ${words(kind)}`,
    selection: [id],
  };
}

/** Puts an element into a flow: what it came from leads to it, and it leads to where it went. */
export function insertIntoFlow(
  definition: Definition,
  drawn: DrawnProcess,
  { id: flowId, record, source, target, points }: DrawnFlow,
  kind: ElementKind,
): Edit | null {
  const [from, to] = [nodeOf(drawn, source), nodeOf(drawn, target)];
  if (record === null || from === null || to === null) return null;
  const middle = middleOf(points);
  const { width, height } = sizeOf(kind);
  const begin = from.box.x + from.box.width;
  const isForward = to.box.x >= begin;
  const lack = isForward ? Math.max(0, width + 2 * closest - (to.box.x - begin)) : 0;
  // Whatever stands behind the flow makes room.
  const behind = drawn.nodes.filter((node) => node.container === from.container && node.host === null && node.box.x >= to.box.x);
  const room =
    lack === 0
      ? null
      : moveNodes(
          definition,
          drawn,
          behind.map((node) => node.id),
          { x: Math.ceil(lack), y: 0 },
        );
  const x = lack === 0 ? middle.x - width / 2 : begin + closest;
  const box = { x: Math.round(x), y: Math.round(middle.y - height / 2), width, height };
  const { actions, id } = madeNode(definition, drawn, kind, box, from.container);
  return {
    body: together([
      ...(room === null ? settled(drawn) : [room.body]),
      ...actions,
      update(flowId, ['target'], id),
      update(flowId, ['way'], []),
      insert(newFlow(definition, parentOf(drawn, from.container), id, target)),
    ]),
    intent: `Insert ${words(kind)}`,
    selection: [id],
  };
}

/** Makes another kind of element of one; what belongs to the former alone goes. */
export function changeKind(drawn: DrawnProcess, { id, node, record, box }: DrawnNode, kind: ElementKind): Edit | null {
  if (record === null) return null;
  const { attributes } = record;
  const kept = Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !['triggeredByEvent', 'cancelActivity', 'isInterrupting'].includes(name)),
  );
  const given: Record<string, string> = {
    ...kept,
    ...(kind.isEventSubProcess === true ? { triggeredByEvent: 'true' } : {}),
    ...(kind.isNonInterrupting === true ? { [kind.type === 'boundaryEvent' ? 'cancelActivity' : 'isInterrupting']: 'false' } : {}),
  };
  const isEvent = groupOf(kind) !== 'activity' && groupOf(kind) !== 'gateway';
  const before = 'triggers' in node ? (node.triggers[0]?.kind ?? null) : null;
  const content = isEvent && before !== kind.trigger ? triggerContent(drawn.record, record, kind.trigger) : record.content;
  const { width, height } = sizeOf(kind);
  const isResized = groupOf(kind) !== groupOf(kindHead(node)) || isSubProcess(kind) !== isSubProcess(node);
  const place = { x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height };
  return {
    body: together([
      ...(kind.type === node.type ? [] : [update(id, ['type'], kind.type)]),
      update(id, ['attributes'], given),
      ...(content === record.content ? [] : [update(id, ['content'], content)]),
      ...(isResized ? [update(id, ['place'], place)] : []),
    ]),
    intent: `Make ${quoted({ label: record.label, type: node.type })} a ${words(kind)}`,
  };
}

interface Named {
  readonly id: string;
  readonly type: string;
  readonly record: Pick<RecordOf<'process-node'>, 'label'> | null;
}

/** Gives an element another name. */
export function rename({ id, record, type }: Named, label: string): Edit | null {
  if (record === null) return null;
  const value = label.trim() === '' ? undefined : label.slice(0, 500);
  return { body: update(id, ['label'], value), intent: `Rename ${quoted({ label: record.label, type })}` };
}

/**
 * Removes elements and flows with all that stands in and on them. Where one thing led to a removed element and it led to one, these two
 * are joined.
 */
export function removeElements(drawn: DrawnProcess, ids: readonly string[]): Edit | null {
  const chosen = drawn.nodes.filter(({ id, record }) => ids.includes(id) && record !== null);
  const gone = new Set([...chosen.map(({ id }) => id), ...chosen.flatMap(({ id }) => within(drawn, id).map((node) => node.id))]);
  const touched = drawn.flows.filter(({ id, source, target }) => ids.includes(id) || gone.has(source) || gone.has(target));
  const joined = new Map<string, string>();
  const spared = new Set<string>();
  for (const { id } of chosen) {
    const into = drawn.flows.filter(({ target, source }) => target === id && !gone.has(source));
    const out = drawn.flows.filter(({ target, source }) => source === id && !gone.has(target));
    const [first, last] = [into[0], out[0]];
    if (into.length !== 1 || out.length !== 1 || first === undefined || last === undefined || first.record === null || last.record === null)
      continue;
    if (ids.includes(first.id) || ids.includes(last.id) || first.source === last.target) continue;
    joined.set(first.id, last.target);
    spared.add(first.id);
  }
  const flows = touched.filter(({ id, record }) => record !== null && !spared.has(id));
  // What stands in a removed sub-process goes with it.
  const nodes = drawn.nodes.filter(({ id, container, record }) => gone.has(id) && record !== null && !gone.has(container ?? ''));
  const inside = new Set(drawn.nodes.filter(({ container }) => gone.has(container ?? '')).map(({ id }) => id));
  const actions = [
    ...[...joined].flatMap(([flow, target]) => [update(flow, ['target'], target), update(flow, ['way'], [])]),
    ...flows.filter(({ source }) => !inside.has(source)).map(({ id }) => remove(id)),
    ...nodes.toSorted((a, b) => Number(b.host !== null) - Number(a.host !== null)).map(({ id }) => remove(id)),
  ];
  if (actions.length === 0) return null;
  const [only] = chosen;
  const intent =
    chosen.length === 1 && only !== undefined
      ? `Remove ${quoted({ label: only.record?.label, type: only.node.type })}`
      : chosen.length === 0
        ? `Remove ${flows.length === 1 ? 'flow' : `${flows.length} flows`}`
        : `Remove ${chosen.length} elements`;
  return { body: together(actions), intent, selection: [] };
}

function madeNode(
  definition: Definition,
  drawn: DrawnProcess,
  kind: ElementKind,
  box: Box,
  container: string | null,
  host?: string,
): MadeNode {
  const id = shortId();
  const parent = parentOf(drawn, container);
  const last = processNodesOf(definition, parent).at(-1)?.index ?? null;
  const key = newKey(groupOf(kind) === 'activity' ? 'activity' : groupOf(kind) === 'gateway' ? 'gateway' : 'event');
  const content = kind.trigger === null ? undefined : triggerContent(drawn.record, { key }, kind.trigger);
  const record = withDefaults({
    id,
    kind: 'process-node',
    parent,
    index: indexBetween(last, null),
    key,
    type: kind.type,
    ...(host === undefined ? {} : { attachedTo: host }),
    place: { ...box, x: Math.round(box.x), y: Math.round(box.y) },
    attributes: {
      ...(kind.isEventSubProcess === true ? { triggeredByEvent: 'true' } : {}),
      ...(kind.isNonInterrupting === true ? { [kind.type === 'boundaryEvent' ? 'cancelActivity' : 'isInterrupting']: 'false' } : {}),
    },
    ...(content === undefined ? {} : { content }),
  } as RecordOf<'process-node'>);
  return { actions: [insert(record)], id };
}

function words({ type, trigger }: ElementKind): string {
  const name = type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return trigger === null ? name : `${trigger} ${name}`;
}

function kindHead({ type }: DrawnNode['node']): ElementKind {
  return { type, trigger: null };
}

/** Half way along a line. */
export function middleOf(points: DrawnFlow['points']): { readonly x: number; readonly y: number } {
  const lengths = points.slice(1).map((point, at) => {
    const before = points[at] ?? point;
    return { before, point, length: Math.abs(point.x - before.x) + Math.abs(point.y - before.y) };
  });
  let left = lengths.reduce((sum, { length }) => sum + length, 0) / 2;
  for (const { before, point, length } of lengths) {
    if (left <= length && length > 0) {
      const share = left / length;
      return { x: before.x + (point.x - before.x) * share, y: before.y + (point.y - before.y) * share };
    }
    left -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}
