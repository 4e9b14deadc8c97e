import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, test } from 'vitest';
import { bpmn, flow } from '../testing.ts';
import { parseBpmn, writeBpmn } from '../xml/bpmn-document.ts';
import { readBpmn } from '../xml/read-bpmn.ts';
import { type Box, placeNodes } from './place-nodes.ts';
import { readLayout } from './read-layout.ts';
import { routeFlow } from './route-flows.ts';
import { withLayout } from './with-layout.ts';

const model =
  bpmn(`<startEvent id="s"/><exclusiveGateway id="g"/><task id="a"/><subProcess id="sub"><startEvent id="s2"/><task id="b"/>${flow('s2', 'b')}</subProcess>
  <boundaryEvent id="late" attachedToRef="sub"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><task id="c"/><endEvent id="e"/>
  ${flow('s', 'g', 'a', 'e')}${flow('g', 'sub', 'e')}${flow('late', 'c', 'g')}`);

const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('layout', () => {
  test('L1: a document with a layout stays as it is', () => {
    const laid = withLayout(parseBpmn(model));
    expect(withLayout(laid)).toBe(laid);
    expect(writeBpmn(withLayout(parseBpmn(writeBpmn(laid))))).toBe(writeBpmn(laid));
  });

  test('L2: every node has a shape, every flow an edge, and another reader takes it', async () => {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(writeBpmn(withLayout(parseBpmn(model))));
    expect(warnings).toEqual([]);
    const [diagram] = (rootElement as { diagrams: { plane: { planeElement: { bpmnElement: { id: string } }[] } }[] }).diagrams;
    const drawn = diagram?.plane.planeElement.map(({ bpmnElement }) => bpmnElement.id).sort();
    expect(drawn).toEqual([
      'a',
      'a_e',
      'b',
      'c',
      'c_g',
      'e',
      'g',
      'g_a',
      'g_sub',
      'late',
      'late_c',
      's',
      's2',
      's2_b',
      's_g',
      'sub',
      'sub_e',
    ]);
  });

  test('L2: nothing lies on anything else, but what stands in or on a sub-process', () => {
    const [process] = readBpmn(model).model.processes;
    const boxes = [...placeNodes(process ?? { nodes: [], flows: [], data: [] }).boxes].filter(([id]) => !['s2', 'b', 'late'].includes(id));
    for (const [id, box] of boxes) for (const [other, another] of boxes) expect(id !== other && overlap(box, another)).toBe(false);
  });

  test('L3: circles and long chains are laid out too', () => {
    const ids = Array.from({ length: 5_000 }, (_, at) => `t${at}`);
    const text = bpmn(ids.map((id) => `<task id="${id}"/>`).join('') + flow(...ids, 't0'));
    expect(writeBpmn(withLayout(parseBpmn(text)))).toContain('bpmnElement="t4999"');
  });
});

describe('given places', () => {
  const given = { boxes: new Map([['a', { x: 500, y: 600, width: 120, height: 90 }]]), ways: new Map([['s_g', []]]) };

  test('L4: they stand in the shapes that are there, and all else stays as it was', () => {
    const laid = withLayout(parseBpmn(model));
    const moved = writeBpmn(withLayout(laid, given));
    const bounds = (text: string, id: string) => new RegExp(`bpmnElement="${id}"[^>]*>\\s*<dc:Bounds ([^/]*)/>`).exec(text)?.[1];
    expect(bounds(moved, 'a')).toBe('x="500" y="600" width="120" height="90"');
    for (const id of ['s', 'g', 'sub', 'b', 'late', 'c', 'e']) expect(bounds(moved, id)).toBe(bounds(writeBpmn(laid), id));
  });

  test('L4: what is not drawn yet gets a shape beside what leads to it, under prefixes of its own', async () => {
    const laid = writeBpmn(withLayout(parseBpmn(model)));
    const added = laid.replace('<endEvent id="e"/>', `<endEvent id="e"/><task id="new"/>${flow('c', 'new')}`);
    const text = writeBpmn(withLayout(parseBpmn(added), given));
    const { warnings } = await new BpmnModdle().fromXML(text);
    expect(warnings).toEqual([]);
    const { shapes, edges } = readLayout(parseBpmn(text));
    const [before, after] = [shapes.get('c'), shapes.get('new')];
    expect((after?.x ?? 0) > (before?.x ?? 0) + (before?.width ?? 0)).toBe(true);
    expect(edges.has('c_new')).toBe(true);
  });
});

describe('lines', () => {
  const box = (x: number, y: number, width = 100, height = 80) => ({ x, y, width, height });
  test('are made of right angles and reach the border, wherever the ends stand', () => {
    for (const source of ['box', 'gateway', 'boundary'] as const)
      for (const target of ['box', 'gateway'] as const)
        for (const [x, y] of [
          [300, 0],
          [300, 200],
          [300, -200],
          [0, 200],
          [20, -200],
          [-300, 0],
          [-300, 150],
        ] as const) {
          const points = routeFlow(box(0, 0), box(x, y), source, target);
          for (const [at, point] of points.slice(1).entries()) {
            const before = points[at] ?? point;
            expect(Math.min(Math.abs(before.x - point.x), Math.abs(before.y - point.y))).toBeLessThan(0.01);
          }
          const end = points.at(-1) ?? { x: 0, y: 0 };
          expect(end.x >= x && end.x <= x + 100 && end.y >= y && end.y <= y + 80).toBe(true);
        }
  });

  test('lead below what stands in the way', () => {
    const through = [box(150, 0, 100, 200)];
    const lowest = Math.max(...routeFlow(box(0, 50), box(400, 50), 'box', 'box', through).map(({ y }) => y));
    expect(lowest).toBeGreaterThan(200);
    expect(routeFlow(box(0, 50), box(400, 50), 'box', 'box', [])).toHaveLength(2);
  });
});
