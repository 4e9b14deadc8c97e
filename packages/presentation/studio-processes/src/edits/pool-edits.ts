import type { Box } from '@plinth/process-model';
import type { PrintedElement, PrintedNode } from '@plinth/xml-document';
import type { ArtefactShape } from '../drawing/artefacts.ts';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { band, besidePool, lanesIn, ownPool, processKey, shapesOf } from '../drawing/pools.ts';
import { documentEdit } from './artefact-edits.ts';
import { changed, drawInto, drawnBy, isElement, shapeFor, withBounds } from './document-tree.ts';
import type { Edit } from './edit.ts';
import { boxWith } from './move-edits.ts';
import { newKey } from './new-key.ts';

/** Divides a lane into two of half its height, of which the new one is below; what stands in either belongs to it. */
export function splitLane(drawn: DrawnProcess, { key, box }: ArtefactShape): Edit {
  const added = newKey('lane');
  const half = Math.round(box.height / 2);
  return documentEdit(drawn, 'Split lane', [added], (draft) => {
    const nodes = withSibling(draft.content, key, draft.element('lane', { id: added }));
    const halved = changed(nodes, (element) => (drawnBy(element) === key ? withBounds(element, { ...box, height: half }) : element));
    const shape = shapeFor(added, { ...box, y: box.y + half, height: box.height - half }, { isHorizontal: 'true' });
    return drawInto(halved, [shape], processKey(drawn));
  });
}

/** Puts an element behind the one of a key. */
function withSibling(nodes: readonly PrintedNode[], key: string, sibling: PrintedElement): PrintedNode[] {
  return nodes.flatMap((node): PrintedNode[] => {
    if (!isElement(node)) return [node];
    const own = { ...node, content: withSibling(node.content, key, sibling) };
    return node.attributes.id === key ? [own, sibling] : [own];
  });
}

const leastLane = 60;
const leastPool = { width: 120, height: 60 } as const;

/** Makes a pool larger or smaller; its lanes follow at its sides, the first and the last at its top and bottom. */
export function resizePool(drawn: DrawnProcess, pool: ArtefactShape, wanted: Box): Edit {
  const isOwn = ownPool(drawn)?.key === pool.key;
  const lanes = isOwn ? lanesIn(drawn, pool.box) : [];
  const least = { width: leastPool.width, height: Math.max(leastPool.height, lanes.length * leastLane) };
  const inside = isOwn ? drawn.nodes.map(({ box: { x, y, width, height } }) => ({ x: x - band, y, width: width + band, height })) : [];
  // The outermost lanes give up no more than leaves them to be seen.
  const first = Math.min(...lanes.map(({ box }) => box.y + box.height)) - leastLane;
  const last = Math.max(...lanes.map(({ box }) => box.y)) + leastLane;
  const middle = lanes.length === 0 ? [] : [{ x: wanted.x + 10, y: first + 10, width: 0, height: last - first - 20 }];
  return framesEdit(drawn, 'Resize pool', pool.key, framesWithin(drawn, boxWith(wanted, [...inside, ...middle], 10, least), pool, lanes));
}

/** Moves the borders of a lane: the lane beside it takes or leaves the room, at the edges of the pool the pool does. */
export function resizeLane(drawn: DrawnProcess, lane: ArtefactShape, wanted: Box): Edit | null {
  const pool = ownPool(drawn);
  if (pool === null) return null;
  const lanes = lanesIn(drawn, pool.box).toSorted((a, b) => a.box.y - b.box.y);
  const siblings = lanes.filter(({ box }) => box.x === lane.box.x);
  const at = siblings.findIndex(({ key }) => key === lane.key);
  const [above, below] = [siblings[at - 1], siblings[at + 1]];
  const [before, after] = [lane.box.y, lane.box.y + lane.box.height];
  const top =
    above === undefined ? Math.min(wanted.y, after - leastLane) : Math.max(above.box.y + leastLane, Math.min(wanted.y, after - leastLane));
  const end = wanted.y + wanted.height;
  const least = Math.max(end, top + leastLane);
  const bottom = below === undefined ? least : Math.min(least, below.box.y + below.box.height - leastLane);
  const [left, right] = [Math.min(wanted.x - band, wanted.x + wanted.width - leastPool.width), wanted.x + wanted.width];
  const frame = {
    x: left,
    y: pool.box.y + (above === undefined ? top - before : 0),
    width: right - left,
    height: pool.box.height + (above === undefined ? before - top : 0) + (below === undefined ? bottom - after : 0),
  };
  const whole = boxWith(
    frame,
    drawn.nodes.map(({ box: { x, y, width, height } }) => ({ x: x - band, y, width: width + band, height })),
    10,
    leastPool,
  );
  const moved = new Map<string, Box>([
    [lane.key, { ...lane.box, y: top, height: bottom - top }],
    ...(above === undefined ? [] : [[above.key, { ...above.box, height: top - above.box.y }] as const]),
    ...(below === undefined ? [] : [[below.key, { ...below.box, y: bottom, height: below.box.y + below.box.height - bottom }] as const]),
  ]);
  const shifted = lanes.map((each) => ({ ...each, box: moved.get(each.key) ?? each.box }));
  return framesEdit(drawn, 'Resize lane', lane.key, framesWithin(drawn, whole, pool, shifted));
}

/** A pool as it is to be, with its lanes at its sides and ends; other pools make room. */
function framesWithin(drawn: DrawnProcess, box: Box, pool: ArtefactShape, lanes: readonly ArtefactShape[]): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>([[pool.key, box], ...besidePool(drawn, pool, box)]);
  const sorted = lanes.toSorted((a, b) => a.box.y - b.box.y);
  const outer = Math.min(...sorted.map((lane) => lane.box.x));
  const first = Math.min(...sorted.map((lane) => lane.box.y));
  const last = Math.max(...sorted.map((lane) => lane.box.y + lane.box.height));
  for (const { key, box: lane } of sorted) {
    const x = box.x + band + (lane.x - outer);
    const y = lane.y === first ? box.y : lane.y;
    const bottom = lane.y + lane.height === last ? box.y + box.height : lane.y + lane.height;
    boxes.set(key, { x, y, width: box.x + box.width - x, height: bottom - y });
  }
  return boxes;
}

function framesEdit(drawn: DrawnProcess, intent: string, key: string, boxes: ReadonlyMap<string, Box>): Edit {
  return documentEdit(drawn, intent, [key], (draft) =>
    changed(draft.content, (element) => {
      const box = boxes.get(drawnBy(element) ?? '');
      return box === undefined ? element : withBounds(element, box);
    }),
  );
}

/** The boxes of lanes that stay when others go: what was above, else below, takes the room. */
export function boxesWithout(drawn: DrawnProcess, gone: ReadonlySet<string>): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  const lanes = shapesOf(drawn, 'lane').toSorted((a, b) => a.box.y - b.box.y);
  for (const siblings of Map.groupBy(lanes, ({ box }) => box.x).values()) {
    const stay = siblings.filter(({ key }) => !gone.has(key));
    if (stay.length === siblings.length || stay.length === 0) continue;
    const end = Math.max(...siblings.map(({ box }) => box.y + box.height));
    for (const [at, { key, box }] of stay.entries()) {
      const y = at === 0 ? Math.min(...siblings.map((each) => each.box.y)) : box.y;
      const next = stay[at + 1];
      boxes.set(key, { ...box, y, height: (next?.box.y ?? end) - y });
    }
  }
  return boxes;
}
