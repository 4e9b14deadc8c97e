import { type ActionBody, type Definition, indexBetween, processFlowsOf, processNodesOf } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';
import { type Box, layoutOf } from '@plinth/process-model';
import { partsOf } from '@plinth/processes';
import { type DrawnNode, type DrawnProcess, nodeOf, parentOf, within } from '../drawing/drawn-process.ts';
import { type Edit, quoted, remove, together, update } from './edit.ts';
import { grown } from './grown.ts';
import { movedLines, type Shift } from './moved-lines.ts';
import { around as boxAround, roomFor } from './room.ts';
import { settled } from './settled.ts';
import { unlaidDocument } from './unlaid-document.ts';

/**
 * Moves elements with all that stands in and on them, into another container where one is given. Lines between what is moved go with it,
 * others find their way anew; flows that would lead from one level to another go.
 */
export function moveNodes(
  definition: Definition,
  drawn: DrawnProcess,
  ids: readonly string[],
  { x, y }: Shift,
  into?: string | null,
): Edit | null {
  const chosen = ids.flatMap((id) => nodeOf(drawn, id) ?? []).filter(({ record }) => record !== null);
  const moved = new Map<string, DrawnNode>();
  for (const node of chosen) for (const each of [node, ...within(drawn, node.id)]) moved.set(each.id, each);
  const outermost = chosen.filter(({ container, host }) => !moved.has(container ?? '') && !moved.has(host ?? ''));
  const entering = into === undefined ? [] : outermost.filter(({ container, host }) => container !== into && host === null);
  const [first] = chosen;
  if (first === undefined || (x === 0 && y === 0 && entering.length === 0)) return null;
  const places = [...moved.values()].flatMap(({ id, record, box, isCollapsed }) =>
    record === null ? [] : [update(id, ['place'], placed({ ...box, x: box.x + x, y: box.y + y }, isCollapsed))],
  );
  const target = into ?? null;
  const around = entering.length > 0 ? target : first.container;
  const boxes = outermost.map(({ box }) => ({ ...box, x: box.x + x, y: box.y + y }));
  return {
    body: together([
      ...settled(drawn),
      ...places,
      ...movedLines(drawn, new Map([...moved.keys()].map((id) => [id, { x, y }]))),
      ...entered(definition, drawn, entering, target),
      ...grown(drawn, around, boxAround(boxes), new Set(moved.keys())),
    ]),
    intent:
      chosen.length === 1 ? `Move ${quoted({ label: first.record?.label, type: first.node.type })}` : `Move ${chosen.length} elements`,
  };
}

/** Makes an element larger or smaller; what stands in it stays, and stays in it. */
export function resizeNode(drawn: DrawnProcess, resized: DrawnNode, wanted: Box): Edit | null {
  const { id, record, node, isCollapsed, container } = resized;
  if (record === null) return null;
  const box = boxWith(
    wanted,
    drawn.nodes.filter((each) => each.container === id).map((each) => each.box),
    closest,
  );
  return {
    body: together([
      ...settled(drawn),
      update(id, ['place'], placed(box, isCollapsed)),
      ...movedLines(drawn, new Map([[id, { x: 0, y: 0 }]])),
      ...grown(drawn, container, box),
    ]),
    intent: `Resize ${quoted({ label: record.label, type: node.type })}`,
  };
}

/** Space between the border of a sub-process and what stands in it, at least. */
const closest = 10;
const smallest = { width: 100, height: 80 } as const;

/** A box that is no smaller than what has to be in it. */
export function boxWith(wanted: Box, boxes: readonly Box[], padding: number, least: Pick<Box, 'width' | 'height'> = smallest): Box {
  const x = Math.min(wanted.x, ...boxes.map((each) => each.x - padding));
  const y = Math.min(wanted.y, ...boxes.map((each) => each.y - padding));
  const right = Math.max(wanted.x + wanted.width, x + least.width, ...boxes.map((each) => each.x + each.width + padding));
  const bottom = Math.max(wanted.y + wanted.height, y + least.height, ...boxes.map((each) => each.y + each.height + padding));
  return { x, y, width: right - x, height: bottom - y };
}

/** Space around what stands in a sub-process that is shown. */
const inside = 30;

/** Shows what stands in a sub-process, for which there is made room, or hides it. What was hidden comes to stand where the sub-process has gone meanwhile. */
export function collapse(definition: Definition, drawn: DrawnProcess, expanded: DrawnNode): Edit | null {
  const { id, record, node, box, isCollapsed, container } = expanded;
  if (record === null) return null;
  const intent = `${isCollapsed ? 'Expand' : 'Collapse'} ${quoted({ label: record.label, type: node.type })}`;
  if (!isCollapsed) {
    const [width, height] = [100, 80];
    return { body: update(id, ['place'], placed({ x: box.x, y: box.y + box.height / 2 - height / 2, width, height }, true)), intent };
  }
  const { nodes, flows } = partsOf(definition, id);
  const shapes = nodes.flatMap((each) => {
    const shape = drawn.layout.shapes.get(each.key);
    return shape === undefined ? [] : [{ id: each.id, shape }];
  });
  const [left, top] = [Math.min(...shapes.map(({ shape }) => shape.x)), Math.min(...shapes.map(({ shape }) => shape.y))];
  const right = Math.max(...shapes.map(({ shape }) => shape.x + shape.width));
  const bottom = Math.max(...shapes.map(({ shape }) => shape.y + shape.height));
  const size =
    shapes.length === 0
      ? { width: 350, height: 200 }
      : { width: Math.max(350, right - left + 2 * inside), height: Math.max(200, bottom - top + 2 * inside) };
  const place = { x: box.x, y: box.y + box.height / 2 - size.height / 2, ...size };
  const room = roomFor(drawn, expanded, place);
  const shift = { x: place.x + inside - left, y: place.y + (size.height - (bottom - top)) / 2 - top };
  return {
    body: together([
      ...settled(drawn),
      update(id, ['place'], placed(place, false)),
      ...shapes.map((each) =>
        update(each.id, ['place'], placed({ ...each.shape, x: each.shape.x + shift.x, y: each.shape.y + shift.y }, each.shape.isCollapsed)),
      ),
      ...flows.map((flow) => update(flow.id, ['way'], [])),
      ...room.actions,
      ...grown(drawn, container, room.reach),
    ]),
    intent,
  };
}

/** Puts everything where the layout would. */
export function arrange(definition: Definition, drawn: DrawnProcess): Edit | null {
  const document = unlaidDocument(definition, drawn.record);
  const { shapes } = layoutOf(document, drawn.read.model);
  const actions = [
    ...drawn.nodes.flatMap(({ id, key, record, isCollapsed }) => {
      const shape = shapes.get(key);
      return record === null || shape === undefined ? [] : [update(id, ['place'], placed(shape, isCollapsed))];
    }),
    ...drawn.flows.flatMap(({ id, record }) => (record === null ? [] : [update(id, ['way'], [])])),
  ];
  return actions.length === 0 ? null : { body: together(actions), intent: 'Arrange the diagram' };
}

/** Whole pixels, and the mark of a sub-process whose content is hidden. */
function placed({ x, y, width, height }: Box, isCollapsed: boolean): JsonValue {
  const place = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  return isCollapsed ? { ...place, collapsed: true } : place;
}

/** Into another container: nodes, what is on their borders, and the flows between them. */
function entered(definition: Definition, drawn: DrawnProcess, entering: readonly DrawnNode[], container: string | null): ActionBody[] {
  if (entering.length === 0) return [];
  const parent = parentOf(drawn, container);
  const all = new Set(entering.flatMap(({ id }) => [id, ...drawn.nodes.filter(({ host }) => host === id).map((node) => node.id)]));
  let nodeIndex = processNodesOf(definition, parent).at(-1)?.index ?? null;
  let flowIndex = processFlowsOf(definition, parent).at(-1)?.index ?? null;
  const flows = drawn.flows.filter(({ record, source, target }) => record !== null && (all.has(source) || all.has(target)));
  return [
    ...flows.filter(({ source, target }) => !all.has(source) || !all.has(target)).map(({ id }) => remove(id)),
    ...[...all].map((id): ActionBody => {
      nodeIndex = indexBetween(nodeIndex, null);
      return { type: 'RECORD_MOVE', payload: { id, to: { parent, index: nodeIndex } } };
    }),
    ...flows
      .filter(({ source, target }) => all.has(source) && all.has(target))
      .map(({ id }): ActionBody => {
        flowIndex = indexBetween(flowIndex, null);
        return { type: 'RECORD_MOVE', payload: { id, to: { parent, index: flowIndex } } };
      }),
  ];
}
