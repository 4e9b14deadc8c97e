import { bpmnOf } from '@plinth/processes';
import { BpmnModdle } from 'bpmn-moddle';
import { Linter } from 'bpmnlint';
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js';
import { expect, test } from 'vitest';
import { artefactId } from '../drawing/artefacts.ts';
import { Drawing } from '../testing.ts';
import { addData, addGroup, addNote, renameArtefact } from './artefact-edits.ts';
import { setNamed } from './definition-edits.ts';
import { renameFlow, setCondition, setDefault } from './flow-edits.ts';
import { addLane, addPool, withPools } from './lane-edits.ts';
import { connectAny } from './link-edits.ts';
import { appendNode, changeKind, insertIntoFlow, removeElements, rename } from './node-edits.ts';
import { splitLane } from './pool-edits.ts';
import { setMappings, setTimer } from './property-edits.ts';

async function lint(xml: string) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  expect(warnings).toEqual([]);
  return new Linter({ config: { extends: 'bpmnlint:all' }, resolver: new NodeResolver() }).lint(rootElement);
}

test('bpmnlint, which knows BPMN from others, finds nothing in what was drawn, edited and removed', async () => {
  const drawing = new Drawing('label: Loan\nnodes: { start: { type: startEvent, label: Applied } }\n');
  const append = (
    to: string,
    type: Parameters<typeof appendNode>[3]['type'],
    label: string,
    trigger: Parameters<typeof appendNode>[3]['trigger'] = null,
  ) => {
    const id = drawing.do(appendNode(drawing.definition, drawing.drawn, drawing.node(to), { type, trigger }));
    const node = drawing.drawn.nodes.find((each) => each.id === id);
    if (node !== undefined) drawing.do(rename({ ...node, type }, label));
  };
  append('Applied', 'userTask', 'Check');
  append('Check', 'exclusiveGateway', 'Is it good?');
  append('Is it good?', 'serviceTask', 'Pay');
  append('Is it good?', 'endEvent', 'Refused', 'error');
  append('Pay', 'endEvent', 'Paid');
  drawing.do(setNamed(drawing.drawn, drawing.node('Refused'), 'error', 'refused'));
  drawing.do(setCondition(drawing.flow('Is it good?', 'Refused'), 'not(good)'));
  drawing.do(setDefault(drawing.drawn, drawing.flow('Is it good?', 'Pay'), true));
  drawing.do(renameFlow(drawing.flow('Is it good?', 'Refused'), 'no'));
  drawing.do(renameFlow(drawing.flow('Is it good?', 'Pay'), 'yes'));
  const id = drawing.do(
    insertIntoFlow(drawing.definition, drawing.drawn, drawing.flow('Applied', 'Check'), {
      type: 'intermediateCatchEvent',
      trigger: 'timer',
    }),
  );
  const wait = drawing.drawn.nodes.find((each) => each.id === id);
  if (wait !== undefined) drawing.do(rename({ ...wait, type: wait.node.type }, 'A day later'));
  drawing.do(setTimer(drawing.drawn, drawing.node('A day later'), 'duration', 'P1D'));
  drawing.do(setMappings(drawing.drawn, drawing.node('Pay'), [{ from: { text: 'amount', language: null }, to: 'sum' }], []));
  append('Pay', 'userTask', 'Too much');
  drawing.do(removeElements(drawing.drawn, [drawing.node('Too much').id]));
  drawing.do(changeKind(drawing.drawn, drawing.node('Check'), { type: 'businessRuleTask', trigger: null }));
  drawing.do(addPool(drawing.drawn));
  drawing.do(addLane(drawing.drawn));
  for (const [type, name] of [
    ['participant', 'Bank'],
    ['lane', 'Desk'],
    ['lane', 'Back office'],
  ] as const) {
    const found = drawing.drawn.artefacts.find((each) => each.type === type && each.label === '');
    drawing.do(renameArtefact(drawing.definition, drawing.drawn, found?.key ?? '', name));
  }
  drawing.do(addNote(drawing.drawn, { x: 400, y: 0 }, drawing.node('Pay')));
  drawing.do(withPools(drawing.definition, drawing.drawn, addData(drawing.drawn, 'dataObjectReference', { x: 500, y: 0 })));
  const data = drawing.drawn.artefacts.find((each) => each.type === 'dataObjectReference')?.key ?? '';
  drawing.do(renameArtefact(drawing.definition, drawing.drawn, data, 'amount'));
  drawing.do(connectAny(drawing.definition, drawing.drawn, artefactId(data), drawing.node('Pay').id));
  drawing.do(addPool(drawing.drawn));
  const other = drawing.drawn.artefacts.find((each) => each.type === 'participant' && each.label === '')?.key ?? '';
  drawing.do(renameArtefact(drawing.definition, drawing.drawn, other, 'Customer'));
  drawing.do(connectAny(drawing.definition, drawing.drawn, drawing.node('Pay').id, artefactId(other)));
  drawing.do(addGroup(drawing.drawn, [drawing.node('Pay')], { x: 0, y: 0 }));
  const lane = drawing.drawn.artefacts.find((each) => each.label === 'Back office');
  if (lane?.kind === 'shape') drawing.do(splitLane(drawing.drawn, lane));
  const third = drawing.drawn.artefacts.find((each) => each.type === 'lane' && each.label === '')?.key ?? '';
  drawing.do(renameArtefact(drawing.definition, drawing.drawn, third, 'Archive'));
  const xml = bpmnOf(drawing.definition, 'loan');
  expect(await lint(xml)).toEqual({});
});

test('bpmnlint does find what is wrong', async () => {
  const drawing = new Drawing('label: Loan\nnodes: { start: startEvent, alone: task }\n');
  expect(Object.keys(await lint(bpmnOf(drawing.definition, 'loan')))).toContain('no-disconnected');
});
