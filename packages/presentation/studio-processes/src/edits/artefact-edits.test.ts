import { bpmnOf } from '@plinth/processes';
import { describe, expect, test } from 'vitest';
import { Sketch } from '../testing-sketch.ts';
import { addData, addNote, moveArtefacts, renameArtefact } from './artefact-edits.ts';
import { addLane, addPool } from './lane-edits.ts';
import { moveNodes } from './move-edits.ts';
import { addNode } from './node-edits.ts';
import { removeArtefacts } from './remove-artefacts.ts';

describe('notes and data', () => {
  test('a note about an element is joined with it, written, moved and removed; nothing else moves', async () => {
    const sketch = new Sketch();
    const places = sketch.drawn.nodes.map(({ box }) => box);
    sketch.do(addNote(sketch.drawn, { x: 500, y: 40 }, sketch.node('Check')));
    const { key, box } = sketch.artefact('textAnnotation');
    sketch.do(renameArtefact(sketch.definition, sketch.drawn, key, 'Within <two> days & "soon"'));
    sketch.do(moveArtefacts(sketch.drawn, [key], { x: 30, y: -10 }));
    expect(sketch.artefact('textAnnotation')).toMatchObject({
      label: 'Within <two> days & "soon"',
      box: { ...box, x: box.x + 30, y: box.y - 10 },
    });
    expect(sketch.drawn.nodes.map((node) => node.box)).toEqual(places);
    const { process } = await sketch.moddle();
    expect(process.artifacts?.map(({ $type }) => $type)).toEqual(['bpmn:TextAnnotation', 'bpmn:Association']);
    expect(process.artifacts?.[1]?.sourceRef?.id).toBe('check');
    sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [key]));
    expect(sketch.drawn.artefacts).toEqual([]);
    expect((await sketch.moddle()).process.artifacts).toBeUndefined();
  });

  test('a line to what has been moved goes there', () => {
    const sketch = new Sketch();
    sketch.do(addNote(sketch.drawn, { x: 500, y: 40 }, sketch.node('Check')));
    const line = () => sketch.drawn.artefacts.find(({ kind }) => kind === 'link');
    const before = line();
    sketch.do(moveNodes(sketch.definition, sketch.drawn, [sketch.node('Check').id], { x: 0, y: 300 }));
    const { box } = sketch.node('Check');
    const after = line();
    if (before?.kind !== 'link' || after?.kind !== 'link') throw new Error('There is no line.');
    expect(after.points).not.toEqual(before.points);
    expect(after.points[0]?.y).toBe(box.y);
  });

  test('a data object brings what it refers to and takes it along; nodes that come later stand before notes', async () => {
    const sketch = new Sketch();
    sketch.do(addNote(sketch.drawn, { x: 500, y: 40 }, null));
    sketch.do(addData(sketch.drawn, 'dataObjectReference', { x: 300, y: 300 }));
    sketch.do(addData(sketch.drawn, 'dataStoreReference', { x: 400, y: 300 }));
    sketch.do(renameArtefact(sketch.definition, sketch.drawn, sketch.artefact('dataObjectReference').key, 'Application'));
    sketch.do(addNode(sketch.definition, sketch.drawn, { type: 'task', trigger: null }, { x: 700, y: 400, container: null }));
    const { process } = await sketch.moddle();
    const types = process.flowElements.map(({ $type }) => $type);
    expect(types).toEqual(expect.arrayContaining(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference', 'bpmn:Task']));
    const xml = bpmnOf(sketch.definition, 'loan');
    expect(xml.indexOf('<textAnnotation')).toBeGreaterThan(xml.lastIndexOf('<task'));
    sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [sketch.artefact('dataObjectReference').key]));
    expect((await sketch.moddle()).process.flowElements.some(({ $type }) => $type === 'bpmn:DataObject')).toBe(false);
  });

  test('comments and what other tools wrote around it stay', () => {
    const sketch = new Sketch();
    sketch.do(addNote(sketch.drawn, { x: 0, y: 0 }, null));
    const [record] = [...sketch.definition.records.values()].filter(({ kind }) => kind === 'process');
    if (record?.kind !== 'process') throw new Error('There is no process.');
    const document = record.document?.replace('<process', '<!-- kept --><x:own xmlns:x="urn:x" a="1"/><process');
    sketch.do({ body: { type: 'RECORD_UPDATE', payload: { id: record.id, path: ['document'], value: document ?? '' } }, intent: 'Write' });
    sketch.do(renameArtefact(sketch.definition, sketch.drawn, sketch.artefact('textAnnotation').key, 'x'));
    expect(bpmnOf(sketch.definition, 'loan')).toContain('<!-- kept --><x:own xmlns:x="urn:x" a="1"/><process');
  });
});

describe('pools and lanes', () => {
  const inLanes = async (sketch: Sketch) =>
    (await sketch.moddle()).process.laneSets?.[0]?.lanes.map(({ flowNodeRef = [] }) => flowNodeRef.map(({ id }) => id).toSorted());

  test('a pool stands around the process, another below it for somebody else', async () => {
    const sketch = new Sketch();
    sketch.do(addPool(sketch.drawn));
    sketch.do(renameArtefact(sketch.definition, sketch.drawn, sketch.artefact('participant').key, 'Bank'));
    const { box } = sketch.artefact('participant');
    for (const node of sketch.drawn.nodes) {
      expect(node.box.x).toBeGreaterThan(box.x + 30);
      expect(node.box.y + node.box.height).toBeLessThan(box.y + box.height);
    }
    sketch.do(addPool(sketch.drawn));
    const { collaboration } = await sketch.moddle();
    expect(collaboration.participants.map(({ name, processRef }) => [name, processRef?.id])).toEqual([
      [undefined, undefined],
      ['Bank', 'loan'],
    ]);
    for (const { key } of [...sketch.drawn.artefacts]) sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [key]));
    expect((await sketch.moddle()).collaboration).toBeUndefined();
  });

  test('lanes hold what stands in them: at first, moved there, made there, and gone from there', async () => {
    const sketch = new Sketch();
    expect(addLane(sketch.drawn)).toBeNull();
    sketch.do(addPool(sketch.drawn));
    sketch.do(addLane(sketch.drawn));
    expect(await inLanes(sketch)).toEqual([['check', 'done', 'pay', 'start'], []]);
    const [, second] = [sketch.artefact('lane'), sketch.artefact('lane', 1)];
    const { box } = sketch.node('Pay');
    sketch.do(
      moveNodes(sketch.definition, sketch.drawn, [sketch.node('Pay').id], {
        x: 0,
        y: second.box.y + second.box.height / 2 - box.y - box.height / 2,
      }),
    );
    expect(await inLanes(sketch)).toEqual([['check', 'done', 'start'], ['pay']]);
    sketch.do(
      addNode(
        sketch.definition,
        sketch.drawn,
        { type: 'task', trigger: null },
        { x: second.box.x + 100, y: second.box.y + second.box.height / 2, container: null },
      ),
    );
    expect((await inLanes(sketch))?.[1]).toHaveLength(2);
    sketch.do(removeArtefacts(sketch.definition, sketch.drawn, [sketch.artefact('lane', 1).key]));
    // The lane beside it takes the room, and what stands there.
    expect((await inLanes(sketch))?.map((lane) => lane.length)).toEqual([5]);
    expect((await inLanes(sketch))?.[0]).toEqual(expect.arrayContaining(['check', 'done', 'pay', 'start']));
  });

  test('a pool and its lanes grow around what is put beyond them', async () => {
    const sketch = new Sketch();
    sketch.do(addPool(sketch.drawn));
    sketch.do(addLane(sketch.drawn));
    const before = sketch.artefact('participant').box;
    sketch.do(moveNodes(sketch.definition, sketch.drawn, [sketch.node('Paid').id], { x: 400, y: 500 }));
    const { box: pool } = sketch.artefact('participant');
    const { box: end } = sketch.node('Paid');
    const [first, last] = [sketch.artefact('lane').box, sketch.artefact('lane', 1).box];
    expect(pool.width).toBeGreaterThan(before.width);
    expect(end.x + end.width).toBeLessThan(pool.x + pool.width);
    expect(end.y + end.height).toBeLessThan(pool.y + pool.height);
    expect([first.x + first.width, last.y + last.height]).toEqual([pool.x + pool.width, pool.y + pool.height]);
    expect((await inLanes(sketch))?.[1]).toEqual(['done']);
  });
});
