import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, test } from 'vitest';
import { bpmn, flow } from '../testing.ts';
import { parseBpmn, writeBpmn } from '../xml/bpmn-document.ts';
import { readBpmn } from '../xml/read-bpmn.ts';
import { type Box, placeNodes } from './place-nodes.ts';
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
