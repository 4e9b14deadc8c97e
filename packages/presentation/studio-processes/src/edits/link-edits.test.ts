import { readBpmn } from '@plinth/process-model';
import { bpmnOf } from '@plinth/processes';
import { describe, expect, test } from 'vitest';
import { artefactId } from '../drawing/artefacts.ts';
import { Sketch } from '../testing-sketch.ts';
import { addData, addGroup, addNote, renameArtefact } from './artefact-edits.ts';
import { addLane, addPool } from './lane-edits.ts';
import { changeLink, connectAny, lineBetween } from './link-edits.ts';
import { moveNodes } from './move-edits.ts';
import { addNode } from './node-edits.ts';
import { resizeLane, resizePool, splitLane } from './pool-edits.ts';
import { removeArtefacts } from './remove-artefacts.ts';
import { removeSelected, resizeSelected } from './selection-edits.ts';

const idOf = (sketch: Sketch, name: string) => sketch.drawn.nodes.find(({ node, key }) => node.name === name || key === name)?.id ?? '';
const shapeId = (sketch: Sketch, type: string, at = 0) => artefactId(sketch.artefact(type, at).key);
const join = (sketch: Sketch, from: string, to: string) => sketch.do(connectAny(sketch.definition, sketch.drawn, from, to));
const links = (sketch: Sketch) => sketch.drawn.artefacts.flatMap((each) => (each.kind === 'link' ? [each] : []));

describe('flows of data', () => {
  test('data is the variable of its name in the element into which it flows, also after another name, and as moddle reads it', async () => {
    const sketch = new Sketch();
    sketch.do(addData(sketch.drawn, 'dataObjectReference', { x: 300, y: 300 }));
    const data = shapeId(sketch, 'dataObjectReference');
    sketch.do(renameArtefact(sketch.definition, sketch.drawn, sketch.artefact('dataObjectReference').key, 'loan'));
    join(sketch, data, idOf(sketch, 'Check'));
    join(sketch, idOf(sketch, 'Pay'), data);
    expect(connectAny(sketch.definition, sketch.drawn, data, idOf(sketch, 'Check'))).toBeNull();
    expect(lineBetween(sketch.drawn, data, idOf(sketch, 'Applied'))).toBeNull();
    const mappings = () => {
      const [process] = readBpmn(bpmnOf(sketch.definition, 'loan')).model.processes;
      const node = (id: string) =>
        process?.nodes.find((each) => each.id === id) as {
          inputs: readonly { to: string }[];
          outputs: readonly { to: string; from: { text: string } }[];
        };
      return [node('check').inputs.map(({ to }) => to), node('pay').outputs.map(({ from, to }) => [from.text, to])];
    };
    expect(mappings()).toEqual([['loan'], [['loan', 'loan']]]);
    sketch.do(renameArtefact(sketch.definition, sketch.drawn, sketch.artefact('dataObjectReference').key, 'contract'));
    expect(mappings()).toEqual([['contract'], [['contract', 'contract']]]);
    await sketch.moddle();
    const [first] = links(sketch);
    sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [first?.key ?? '']));
    expect(links(sketch)).toHaveLength(1);
    sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [sketch.artefact('dataObjectReference').key]));
    expect(links(sketch)).toEqual([]);
    expect(mappings()).toEqual([[], []]);
    expect(bpmnOf(sketch.definition, 'loan')).not.toMatch(/<property|Association/);
    await sketch.moddle();
  });

  test('an element that goes takes the data, messages and notes that lead there along', async () => {
    const sketch = new Sketch();
    sketch.do(addPool(sketch.drawn));
    sketch.do(addPool(sketch.drawn));
    sketch.do(addData(sketch.drawn, 'dataStoreReference', { x: 300, y: 300 }));
    sketch.do(addNote(sketch.drawn, { x: 500, y: 40 }, sketch.node('Check')));
    join(sketch, shapeId(sketch, 'dataStoreReference'), idOf(sketch, 'Check'));
    const other = sketch.drawn.artefacts.find(({ type, label }) => type === 'participant' && label === '');
    join(sketch, idOf(sketch, 'Check'), artefactId(other?.key ?? ''));
    expect(links(sketch)).toHaveLength(3);
    sketch.do(removeSelected(sketch.definition, sketch.drawn, [idOf(sketch, 'Check')]));
    expect(links(sketch)).toEqual([]);
    const { collaboration, process } = await sketch.moddle();
    expect(collaboration.messageFlows ?? []).toEqual([]);
    expect(process.artifacts?.map(({ $type }) => $type)).toEqual(['bpmn:TextAnnotation']);
  });
});

describe('messages between pools', () => {
  test('go from one pool to another, not within one, and are named', async () => {
    const sketch = new Sketch();
    sketch.do(addPool(sketch.drawn));
    const own = shapeId(sketch, 'participant');
    sketch.do(addPool(sketch.drawn));
    const other = [0, 1].map((at) => shapeId(sketch, 'participant', at)).find((id) => id !== own) ?? '';
    const check = idOf(sketch, 'Check');
    expect([
      lineBetween(sketch.drawn, check, other),
      lineBetween(sketch.drawn, other, check),
      lineBetween(sketch.drawn, own, other),
    ]).toEqual(['messageFlow', 'messageFlow', 'messageFlow']);
    expect(lineBetween(sketch.drawn, check, own)).toBeNull();
    // A start that waits for no message takes none.
    expect(lineBetween(sketch.drawn, other, idOf(sketch, 'Applied'))).toBeNull();
    join(sketch, check, other);
    const [flow] = links(sketch);
    if (flow === undefined) throw new Error('There is no message flow.');
    sketch.do(changeLink(sketch.drawn, flow, 'name', 'Asks'));
    expect(flow.points[0]?.x).toBe(flow.points.at(-1)?.x);
    const { collaboration } = await sketch.moddle();
    expect(collaboration.messageFlows?.map(({ name, sourceRef, targetRef }) => [name, sourceRef.id, artefactId(targetRef.id)])).toEqual([
      ['Asks', 'check', other],
    ]);
    sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [flow.key]));
    expect((await sketch.moddle()).collaboration.messageFlows).toBeUndefined();
  });
});

test('what compensates an activity is joined with its event, and runs so', () => {
  const sketch = new Sketch();
  const { box, id: host } = sketch.node('Pay');
  const event = sketch.do(
    addNode(
      sketch.definition,
      sketch.drawn,
      { type: 'boundaryEvent', trigger: 'compensation' },
      { x: box.x + 20, y: box.y + 80, container: null, host },
    ),
  );
  const undo = sketch.do(
    addNode(sketch.definition, sketch.drawn, { type: 'serviceTask', trigger: null }, { x: box.x, y: box.y + 250, container: null }),
  );
  expect(lineBetween(sketch.drawn, event, idOf(sketch, 'Pay'))).toBeNull();
  join(sketch, event, undo);
  const [process] = sketch.drawn.read.model.processes;
  const nodes = process?.nodes ?? [];
  const [boundary, handler] = [nodes.find(({ type }) => type === 'boundaryEvent'), sketch.drawn.nodes.find(({ id }) => id === undo)];
  expect(boundary).toMatchObject({ handler: handler?.key });
  expect(handler?.node).toMatchObject({ isForCompensation: true });
});

test('a group is drawn around elements, called by the value of a category, and both go together', async () => {
  const sketch = new Sketch();
  const two = [sketch.node('Check'), sketch.node('Pay')];
  sketch.do(addGroup(sketch.drawn, two, { x: 0, y: 0 }));
  const { key, box } = sketch.artefact('group');
  for (const { box: each } of two) expect(each.x > box.x && each.x + each.width < box.x + box.width).toBe(true);
  sketch.do(renameArtefact(sketch.definition, sketch.drawn, key, 'Four eyes'));
  expect(sketch.artefact('group').label).toBe('Four eyes');
  sketch.do(resizeSelected(sketch.drawn, artefactId(key), { ...box, width: box.width + 100 }));
  expect(sketch.artefact('group').box.width).toBe(box.width + 100);
  expect(resizeSelected(sketch.drawn, artefactId(key), sketch.artefact('group').box)).toBeNull();
  await sketch.moddle();
  sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [key]));
  expect(bpmnOf(sketch.definition, 'loan')).not.toMatch(/ategory/);
});

describe('sizes', () => {
  const inLanes = async (sketch: Sketch) =>
    (await sketch.moddle()).process.laneSets?.[0]?.lanes.map(({ flowNodeRef = [] }) => flowNodeRef.map(({ id }) => id).toSorted());
  const withLanes = () => {
    const sketch = new Sketch();
    sketch.do(addPool(sketch.drawn));
    sketch.do(addLane(sketch.drawn));
    return sketch;
  };

  test('a lane takes room from the one beside it, and what stands there belongs to it', async () => {
    const sketch = withLanes();
    const [first, second] = [sketch.artefact('lane'), sketch.artefact('lane', 1)];
    expect(await inLanes(sketch)).toEqual([['check', 'done', 'pay', 'start'], []]);
    sketch.do(resizeLane(sketch.drawn, second, { ...second.box, y: first.box.y + 61, height: second.box.height + first.box.height - 61 }));
    expect(sketch.artefact('lane').box.height).toBe(61);
    expect(sketch.artefact('lane', 1).box.y).toBe(first.box.y + 61);
    expect(await inLanes(sketch)).toEqual([[], ['check', 'done', 'pay', 'start']]);
    // No lane becomes too small to be seen, however far it is drawn.
    sketch.do(resizeLane(sketch.drawn, sketch.artefact('lane', 1), { ...second.box, y: -9000, height: 12000 }));
    expect(sketch.artefact('lane').box.height).toBe(60);
  });

  test('a pool is no smaller than what is in it; its lanes stand at its sides', () => {
    const sketch = withLanes();
    const pool = sketch.artefact('participant');
    sketch.do(resizePool(sketch.drawn, pool, { ...pool.box, x: pool.box.x - 100, width: 50, height: pool.box.height + 200 }));
    const { box } = sketch.artefact('participant');
    const paid = sketch.node('Paid').box;
    expect(box.x).toBe(pool.box.x - 100);
    expect(box.x + box.width).toBeGreaterThan(paid.x + paid.width);
    const [first, last] = [sketch.artefact('lane').box, sketch.artefact('lane', 1).box];
    expect([first.x, first.y, first.x + first.width]).toEqual([box.x + 30, box.y, box.x + box.width]);
    expect(last.y + last.height).toBe(box.y + box.height);
    // However far an edge is drawn in, every lane can be seen.
    for (const wanted of [
      { ...box, y: box.y + 5000 },
      { ...box, height: 1 },
    ]) {
      sketch.do(resizePool(sketch.drawn, sketch.artefact('participant'), wanted));
      for (const at of [0, 1]) expect(sketch.artefact('lane', at).box.height).toBeGreaterThanOrEqual(60);
    }
  });

  test('another pool makes room for one that becomes larger, by hand or around what is moved', () => {
    const sketch = withLanes();
    const own = sketch.artefact('participant').key;
    sketch.do(addPool(sketch.drawn));
    const box = (isOwn: boolean) => {
      const found = sketch.drawn.artefacts.find(({ type, key }) => type === 'participant' && (key === own) === isOwn);
      if (found?.kind !== 'shape') throw new Error('There is no such pool.');
      return found;
    };
    const gap = () => box(false).box.y - box(true).box.y - box(true).box.height;
    const before = gap();
    sketch.do(resizePool(sketch.drawn, box(true), { ...box(true).box, height: box(true).box.height + 300 }));
    expect(gap()).toBe(before);
    sketch.do(moveNodes(sketch.definition, sketch.drawn, [sketch.node('Paid').id], { x: 0, y: 900 }));
    expect(gap()).toBe(before);
  });

  test('a lane is divided, and what is removed leaves its room and what is in it to the one beside', async () => {
    const sketch = withLanes();
    const [first, second] = [sketch.artefact('lane'), sketch.artefact('lane', 1)];
    sketch.do(splitLane(sketch.drawn, second));
    expect(await inLanes(sketch)).toHaveLength(3);
    sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [first.key]));
    expect(await inLanes(sketch)).toEqual([['check', 'done', 'pay', 'start'], []]);
    const pool = sketch.artefact('participant').box;
    const [top, bottom] = [sketch.artefact('lane').box, sketch.artefact('lane', 1).box];
    expect([top.y, top.y + top.height, bottom.y + bottom.height]).toEqual([pool.y, bottom.y, pool.y + pool.height]);
    // The pool goes with its lanes; what stood in them stays.
    sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [sketch.artefact('participant').key]));
    expect(sketch.drawn.artefacts).toEqual([]);
    expect(sketch.drawn.nodes).toHaveLength(4);
    expect((await sketch.moddle()).process.laneSets).toBeUndefined();
  });

  test('a sub-process is no smaller than what is in it', () => {
    const sketch = new Sketch();
    const sub = sketch.do(
      addNode(sketch.definition, sketch.drawn, { type: 'subProcess', trigger: null }, { x: 300, y: 600, container: null }),
    );
    const task = sketch.do(addNode(sketch.definition, sketch.drawn, { type: 'task', trigger: null }, { x: 380, y: 620, container: sub }));
    sketch.do(resizeSelected(sketch.drawn, sub, { x: 300, y: 560, width: 60, height: 40 }));
    const box = (id: string) => sketch.drawn.nodes.find((node) => node.id === id)?.box ?? { x: 0, y: 0, width: 0, height: 0 };
    const [outer, inner] = [box(sub), box(task)];
    expect(inner.x + inner.width).toBeLessThan(outer.x + outer.width);
    expect(inner.y + inner.height).toBeLessThan(outer.y + outer.height);
  });
});
