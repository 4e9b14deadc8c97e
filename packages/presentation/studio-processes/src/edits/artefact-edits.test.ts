import { validateDefinition } from '@plinth/app-definition';
import { bpmnOf } from '@plinth/processes';
import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, test } from 'vitest';
import { Drawing } from '../testing.ts';
import { addData, addNote, moveArtefacts, removeArtefacts, renameArtefact } from './artefact-edits.ts';
import type { Edit } from './edit.ts';
import { addLane, addPool, withPools } from './lane-edits.ts';
import { moveNodes } from './move-edits.ts';
import { addNode } from './node-edits.ts';

const loan = `label: Loan
nodes:
  start: { type: startEvent, label: Applied }
  check: { type: userTask, label: Check }
  pay: { type: serviceTask, label: Pay }
  done: { type: endEvent, label: Paid }
flows:
  f1: { from: start, to: check }
  f2: { from: check, to: pay }
  f3: { from: pay, to: done }
`;

class Sketch extends Drawing {
  constructor() {
    super(loan);
  }

  /** As the designer does it: with what follows for pools and lanes. */
  override do(edit: Edit | null): string {
    return super.do(edit === null ? null : withPools(this.definition, this.drawn, edit));
  }

  artefact(type: string, at = 0) {
    const found = this.drawn.artefacts.filter((each) => each.kind === 'shape' && each.type === type)[at];
    if (found?.kind !== 'shape') throw new Error(`There is no ${type}.`);
    return found;
  }

  /** Read by somebody else's reader, which must have no complaint. */
  async moddle() {
    expect(validateDefinition(this.definition)).toEqual([]);
    const { rootElement, warnings } = await new BpmnModdle().fromXML(bpmnOf(this.definition, 'loan'));
    expect(warnings).toEqual([]);
    const of = (name: string): readonly Record<string, never>[] =>
      (rootElement as unknown as { rootElements: readonly { $type: string }[] }).rootElements.filter(
        ({ $type }) => $type === `bpmn:${name}`,
      ) as never;
    return { process: of('Process')[0] as never as ModdleProcess, collaboration: of('Collaboration')[0] as never as ModdleCollaboration };
  }
}

interface ModdleProcess {
  readonly laneSets?: readonly {
    readonly lanes: readonly { readonly name?: string; readonly flowNodeRef?: readonly { id: string }[] }[];
  }[];
  readonly flowElements: readonly { readonly $type: string; readonly id: string; readonly name?: string }[];
  readonly artifacts?: readonly { readonly $type: string; readonly text?: string; readonly sourceRef?: { id: string } }[];
}
interface ModdleCollaboration {
  readonly participants: readonly { readonly name?: string; readonly processRef?: { id: string } }[];
}

describe('notes and data', () => {
  test('a note about an element is joined with it, written, moved and removed; nothing else moves', async () => {
    const sketch = new Sketch();
    const places = sketch.drawn.nodes.map(({ box }) => box);
    sketch.do(addNote(sketch.drawn, { x: 500, y: 40 }, sketch.node('Check')));
    const { key, box } = sketch.artefact('textAnnotation');
    sketch.do(renameArtefact(sketch.drawn, key, 'Within <two> days & "soon"'));
    sketch.do(moveArtefacts(sketch.drawn, [key], { x: 30, y: -10 }));
    expect(sketch.artefact('textAnnotation')).toMatchObject({
      label: 'Within <two> days & "soon"',
      box: { ...box, x: box.x + 30, y: box.y - 10 },
    });
    expect(sketch.drawn.nodes.map((node) => node.box)).toEqual(places);
    const { process } = await sketch.moddle();
    expect(process.artifacts?.map(({ $type }) => $type)).toEqual(['bpmn:TextAnnotation', 'bpmn:Association']);
    expect(process.artifacts?.[1]?.sourceRef?.id).toBe('check');
    sketch.do(removeArtefacts(sketch.drawn, [key]));
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
    sketch.do(renameArtefact(sketch.drawn, sketch.artefact('dataObjectReference').key, 'Application'));
    sketch.do(addNode(sketch.definition, sketch.drawn, { type: 'task', trigger: null }, { x: 700, y: 400, container: null }));
    const { process } = await sketch.moddle();
    const types = process.flowElements.map(({ $type }) => $type);
    expect(types).toEqual(expect.arrayContaining(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference', 'bpmn:Task']));
    const xml = bpmnOf(sketch.definition, 'loan');
    expect(xml.indexOf('<textAnnotation')).toBeGreaterThan(xml.lastIndexOf('<task'));
    sketch.do(removeArtefacts(sketch.drawn, [sketch.artefact('dataObjectReference').key]));
    expect((await sketch.moddle()).process.flowElements.some(({ $type }) => $type === 'bpmn:DataObject')).toBe(false);
  });

  test('comments and what other tools wrote around it stay', () => {
    const sketch = new Sketch();
    sketch.do(addNote(sketch.drawn, { x: 0, y: 0 }, null));
    const [record] = [...sketch.definition.records.values()].filter(({ kind }) => kind === 'process');
    if (record?.kind !== 'process') throw new Error('There is no process.');
    const document = record.document?.replace('<process', '<!-- kept --><x:own xmlns:x="urn:x" a="1"/><process');
    sketch.do({ body: { type: 'RECORD_UPDATE', payload: { id: record.id, path: ['document'], value: document ?? '' } }, intent: 'Write' });
    sketch.do(renameArtefact(sketch.drawn, sketch.artefact('textAnnotation').key, 'x'));
    expect(bpmnOf(sketch.definition, 'loan')).toContain('<!-- kept --><x:own xmlns:x="urn:x" a="1"/><process');
  });
});

describe('pools and lanes', () => {
  const inLanes = async (sketch: Sketch) =>
    (await sketch.moddle()).process.laneSets?.[0]?.lanes.map(({ flowNodeRef = [] }) => flowNodeRef.map(({ id }) => id).toSorted());

  test('a pool stands around the process, another below it for somebody else', async () => {
    const sketch = new Sketch();
    sketch.do(addPool(sketch.drawn));
    sketch.do(renameArtefact(sketch.drawn, sketch.artefact('participant').key, 'Bank'));
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
    for (const { key } of [...sketch.drawn.artefacts]) sketch.do(removeArtefacts(sketch.drawn, [key]));
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
    sketch.do(removeArtefacts(sketch.drawn, [sketch.artefact('lane', 1).key]));
    expect(await inLanes(sketch)).toEqual([['check', 'done', 'start']]);
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
