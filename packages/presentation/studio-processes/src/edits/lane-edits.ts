import { type Definition, reduce } from '@plinth/app-definition';
import type { Box } from '@plinth/process-model';
import { changedDocument, type ElementDraft, localName } from '@plinth/processes';
import type { PrintedElement, PrintedNode } from '@plinth/xml-document';
import { type DrawnProcess, drawnProcess, isDrawn } from '../drawing/drawn-process.ts';
import { band, besidePool, lanesIn, ownPool, processKey, shapesOf } from '../drawing/pools.ts';
import { documentEdit, intoProcess } from './artefact-edits.ts';
import { changed, drawInto, drawnBy, isElement, shapeFor, withBounds } from './document-tree.ts';
import { type Edit, together, update } from './edit.ts';
import { newKey } from './new-key.ts';

const padding = { x: 40, y: 40 } as const;
const laneHeight = 140;
const otherPool = { width: 600, height: 60 } as const;

/** Adds a pool: around the process, or, where it has one, for somebody else below. */
export function addPool(drawn: DrawnProcess): Edit {
  const pools = shapesOf(drawn, 'participant');
  const key = newKey('pool');
  const own = pools.length === 0;
  const below = pools.reduce((lowest, { box }) => Math.max(lowest, box.y + box.height), 0) + 60;
  const [first] = pools;
  const box = own
    ? boxAround(drawn)
    : { x: first?.box.x ?? 0, y: below, width: first?.box.width ?? otherPool.width, height: otherPool.height };
  return documentEdit(drawn, 'Add pool', [key], (draft) => {
    const process = processKey(drawn);
    const participant = draft.element('participant', { id: key, ...(own ? { processRef: process } : {}) });
    const known = draft.content.find((node): node is PrintedElement => localName(node) === 'collaboration');
    const collaboration = known?.attributes.id ?? newKey('collaboration');
    const nodes: readonly PrintedNode[] =
      known === undefined
        ? [draft.element('collaboration', { id: collaboration }, [participant]), ...draft.content]
        : draft.content.map((node) => (node === known ? { ...known, content: [participant, ...known.content] } : node));
    return drawInto(nodes, [shapeFor(key, box, { isHorizontal: 'true' })], collaboration, true);
  });
}

/** Divides the pool of the process into two lanes, or adds one below the others. Null where there is no pool. */
export function addLane(drawn: DrawnProcess): Edit | null {
  const pool = ownPool(drawn);
  if (pool === null) return null;
  const lanes = lanesIn(drawn, pool.box);
  const key = newKey('lane');
  const height = laneHeight;
  const { x, y, width } = pool.box;
  const added = [{ key, box: { x: x + band, y: y + pool.box.height, width: width - band, height } }];
  const firstKey = newKey('lane');
  if (lanes.length === 0) added.unshift({ key: firstKey, box: { x: x + band, y, width: width - band, height: pool.box.height } });
  return documentEdit(drawn, 'Add lane', [key], (draft) => {
    const within = drawn.nodes.filter(({ container }) => container === null).map((node) => node.key);
    const made = added.map((lane) =>
      draft.element('lane', { id: lane.key }, lane.key === firstKey ? within.map((each) => draft.element('flowNodeRef', {}, [each])) : []),
    );
    const nodes = intoProcess(draft, drawn, (content) => withLanes(draft, content, made));
    const moved = changed(nodes, (element) => {
      const drawnKey = drawnBy(element);
      if (drawnKey === pool.key) return withBounds(element, { ...pool.box, height: pool.box.height + height });
      // What stands below makes room.
      const other = shapesOf(drawn, 'participant').find((each) => each.key === drawnKey);
      if (other === undefined || other.box.y < y + pool.box.height) return element;
      return withBounds(element, { ...other.box, y: other.box.y + height });
    });
    const drawings = added.map((lane) => shapeFor(lane.key, lane.box, { isHorizontal: 'true' }));
    return drawInto(moved, drawings, processKey(drawn));
  });
}

const head: ReadonlySet<string> = new Set([
  'documentation',
  'extensionElements',
  'ioSpecification',
  'ioBinding',
  'auditing',
  'monitoring',
  'property',
]);

/** Into the set of lanes, which BPMN's schema has before everything that flows. */
function withLanes(draft: ElementDraft, content: readonly PrintedNode[], lanes: readonly PrintedElement[]): readonly PrintedNode[] {
  const known = content.find((node): node is PrintedElement => localName(node) === 'laneSet');
  if (known !== undefined) return content.map((node) => (node === known ? { ...known, content: [...known.content, ...lanes] } : node));
  const at = content.findLastIndex((node) => head.has(localName(node))) + 1;
  return [...content.slice(0, at), draft.element('laneSet', { id: newKey('lanes') }, lanes), ...content.slice(at)];
}

/**
 * An edit with what follows from it for pools and lanes: the pool of the process and its lanes grow around what was put there, and what
 * was moved or made belongs to the lane that it stands in.
 */
export function withPools(definition: Definition, before: DrawnProcess, edit: Edit): Edit {
  if (!before.artefacts.some(({ type }) => type === 'participant' || type === 'lane')) return edit;
  const result = reduce(definition, edit.body);
  const after = result.refused === null ? drawnProcess(result.definition, before.record.id) : null;
  if (after === null || !isDrawn(after)) return edit;
  const boxes = grownBoxes(after);
  const placed = placedIn(before, after, boxes);
  if (boxes.size === 0 && placed.size === 0) return edit;
  const document = changedDocument(after.record, (draft) =>
    draft.rewrite(
      changed(draft.content, (element) => {
        const box = boxes.get(drawnBy(element) ?? '');
        if (box !== undefined) return withBounds(element, box);
        return localName(element) === 'lane' ? withPlaced(draft, element, placed) : element;
      }),
    ),
  );
  return { ...edit, body: together([edit.body, update(before.record.id, ['document'], document)]) };
}

/** The pool of the process and its lanes, where they have to be larger. */
function grownBoxes(drawn: DrawnProcess): ReadonlyMap<string, Box> {
  const pool = ownPool(drawn);
  const boxes = new Map<string, Box>();
  if (pool === null || drawn.nodes.length === 0) return boxes;
  const [need, { box }] = [boxAround(drawn), pool];
  const left = Math.min(box.x, need.x);
  const right = Math.max(box.x + box.width, need.x + need.width);
  const top = Math.min(box.y, need.y + padding.y - 10);
  const bottom = Math.max(box.y + box.height, need.y + need.height - padding.y + 10);
  if (left === box.x && right === box.x + box.width && top === box.y && bottom === box.y + box.height) return boxes;
  const grown = { x: left, y: top, width: right - left, height: bottom - top };
  boxes.set(pool.key, grown);
  for (const [key, beside] of besidePool(drawn, pool, grown)) boxes.set(key, beside);
  const lanes = lanesIn(drawn, box).toSorted((a, b) => a.box.y - b.box.y);
  for (const [at, lane] of lanes.entries()) {
    const start = at === 0 ? top : lane.box.y;
    const end = at === lanes.length - 1 ? bottom : lane.box.y + lane.box.height;
    boxes.set(lane.key, { x: left + band, y: start, width: right - left - band, height: end - start });
  }
  return boxes;
}

/** The lanes of nodes that were moved or made, by key; null for one that stands in none. */
function placedIn(before: DrawnProcess, after: DrawnProcess, boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, string | null> {
  const nested = new Set([...elementsOf(after)].filter(({ name }) => name === 'childLaneSet').flatMap(({ parent }) => parent ?? []));
  const lanes = shapesOf(after, 'lane').filter(({ key }) => !nested.has(key));
  if (lanes.length === 0) return new Map();
  const old = new Map(before.nodes.map(({ key, box, container }) => [key, { box, container }]));
  const framesOf = (drawn: DrawnProcess) => JSON.stringify(shapesOf(drawn, 'lane').map(({ key, box }) => [key, box]));
  const areMoved = framesOf(before) !== framesOf(after);
  return new Map(
    after.nodes.flatMap(({ key, box, container }): (readonly [string, string | null])[] => {
      const was = old.get(key);
      const isMoved = was === undefined || was.box.x !== box.x || was.box.y !== box.y || was.container !== container;
      if (!isMoved && !areMoved) return [];
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const lane = lanes.find((each) => {
        const around = boxes.get(each.key) ?? each.box;
        return x >= around.x && y >= around.y && x <= around.x + around.width && y <= around.y + around.height;
      });
      return [[key, container === null ? (lane?.key ?? null) : null]];
    }),
  );
}

function withPlaced(draft: ElementDraft, lane: PrintedElement, placed: ReadonlyMap<string, string | null>): PrintedElement {
  const { id = '' } = lane.attributes;
  const has = new Set<string>();
  const kept = lane.content.filter((node) => {
    if (!isElement(node) || localName(node) !== 'flowNodeRef') return true;
    const key = node.content
      .filter((each) => typeof each === 'string')
      .join('')
      .trim();
    has.add(key);
    return !placed.has(key) || placed.get(key) === id;
  });
  const come = [...placed].flatMap(([key, to]) => (to === id && !has.has(key) ? [draft.element('flowNodeRef', {}, [key])] : []));
  if (kept.length === lane.content.length && come.length === 0) return lane;
  const at = kept.findLastIndex((node) => ['documentation', 'extensionElements', 'flowNodeRef'].includes(localName(node))) + 1;
  return { ...lane, content: [...kept.slice(0, at), ...come, ...kept.slice(at)] };
}

function* elementsOf({ read: { document } }: DrawnProcess): Generator<{ readonly name: string; readonly parent: string | undefined }> {
  const waiting = [document.root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const { id } = element.attributes;
    for (const child of element.children) yield { name: child.name, parent: id };
    waiting.push(...element.children);
  }
}

/** Around everything of the process, with room for its name. */
function boxAround(drawn: DrawnProcess): Box {
  const data = [...shapesOf(drawn, 'dataObjectReference'), ...shapesOf(drawn, 'dataStoreReference')];
  const boxes = [...drawn.nodes, ...data].map(({ box }) => box);
  if (boxes.length === 0) return { x: 120, y: 80, width: otherPool.width, height: 200 };
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const x = left - band - padding.x;
  return { x, y: top - padding.y, width: right + padding.x - x, height: bottom - top + 2 * padding.y };
}
