import { bpmnOf } from '@plinth/processes';
import { describe, expect, test } from 'vitest';
import { copyElements, pasteElements } from '../diagram/clipboard.ts';
import { Drawing } from '../testing.ts';
import { addNamed, changeNamed, namedOf, referenceOf, removeNamed, setNamed, usersOf } from './definition-edits.ts';
import { collapse, moveNodes } from './move-edits.ts';
import { setProcessAttribute, setRest } from './property-edits.ts';

const drawing = () =>
  new Drawing(`label: Loan
nodes:
  start: startEvent
  check:
    type: subProcess
    label: Check
    nodes: { look: { type: userTask, label: Look }, seen: { type: endEvent, label: Seen } }
    flows: { f: { from: look, to: seen } }
  failed: { type: boundaryEvent, label: Failed, attachedTo: check, content: <errorEventDefinition/> }
  refused: { type: endEvent, label: Refused, content: <errorEventDefinition/> }
flows: { a: { from: start, to: check }, b: { from: failed, to: refused } }
`);

describe('messages, signals, errors and escalations', () => {
  test('one is made by naming it, referred to by its name or code, and named anew for all', () => {
    const loan = drawing();
    loan.do(setNamed(loan.drawn, loan.node('Refused'), 'error', 'noMoney'));
    const [error] = namedOf(loan.drawn, 'error');
    expect(error).toMatchObject({ name: 'noMoney', code: 'noMoney' });
    loan.do(changeNamed(loan.drawn, 'error', error?.id ?? '', 'name', 'No money is left'));
    loan.do(setNamed(loan.drawn, loan.node('Failed'), 'error', 'noMoney'));
    expect(namedOf(loan.drawn, 'error')).toEqual([{ id: error?.id, name: 'No money is left', code: 'noMoney' }]);
    expect(usersOf(loan.drawn, 'error', error?.id ?? '')).toEqual(['Failed', 'Refused']);
    expect(changeNamed(loan.drawn, 'error', error?.id ?? '', 'name', ' ')).toBeNull();
    loan.do(changeNamed(loan.drawn, 'error', error?.id ?? '', 'code', ''));
    expect(namedOf(loan.drawn, 'error')[0]?.code).toBeNull();
  });

  test('one that nothing refers to is added under a name of its own, and goes; one in use stays', () => {
    const loan = drawing();
    loan.do(addNamed(loan.drawn, 'signal'));
    loan.do(addNamed(loan.drawn, 'signal'));
    const [first, second] = namedOf(loan.drawn, 'signal');
    expect([first?.name, second?.name]).toEqual(['signal1', 'signal2']);
    loan.do(removeNamed(loan.drawn, 'signal', first?.id ?? ''));
    expect(namedOf(loan.drawn, 'signal').map(({ name }) => name)).toEqual(['signal2']);
    loan.do(setNamed(loan.drawn, loan.node('Refused'), 'error', 'gone'));
    expect(removeNamed(loan.drawn, 'error', namedOf(loan.drawn, 'error')[0]?.id ?? '')).toBeNull();
  });
});

test('a sub-process is hidden and shown again, with what is in it where it has gone meanwhile', () => {
  const loan = drawing();
  const within = () => {
    const { x, y } = loan.node('Check').box;
    return ['Look', 'Seen'].map((name) => [loan.node(name).box.x - x, loan.node(name).box.y - y]);
  };
  const hide = () => loan.do(collapse(loan.definition, loan.drawn, loan.node('Check')));
  hide();
  expect(loan.drawn.nodes.some(({ key }) => key === 'look')).toBe(false);
  expect(loan.node('Check').isCollapsed).toBe(true);
  hide();
  const places = within();
  hide();
  loan.do(moveNodes(loan.definition, loan.drawn, [loan.node('Check').id], { x: 400, y: 230 }));
  hide();
  expect(within()).toEqual(places);
  const { box } = loan.node('Check');
  for (const { box: each } of [loan.node('Look'), loan.node('Seen')]) {
    expect(each.x).toBeGreaterThan(box.x);
    expect(each.y + each.height).toBeLessThan(box.y + box.height);
    expect(each.x + each.width).toBeLessThan(box.x + box.width);
  }
});

test('what rests and what a process is before others stands in its BPMN', () => {
  const loan = drawing();
  loan.do(setRest(loan.node('Look'), 'asyncBefore', true));
  loan.do(setProcessAttribute(loan.drawn, 'plinth:priority', ' 7 '));
  loan.do(setProcessAttribute(loan.drawn, 'isExecutable', 'false'));
  expect(loan.node('Look').node.isAsyncBefore).toBe(true);
  expect(loan.drawn.read.model.processes[0]).toMatchObject({ priority: 7, isExecutable: false });
  expect(bpmnOf(loan.definition, 'loan')).toContain('plinth:asyncBefore="true"');
  loan.do(setRest(loan.node('Look'), 'asyncBefore', false));
  loan.do(setProcessAttribute(loan.drawn, 'plinth:priority', ''));
  expect(loan.node('Look').node.isAsyncBefore).toBe(false);
  expect(bpmnOf(loan.definition, 'loan')).not.toMatch(/priority=|asyncBefore=/);
});

test('a rest that Camunda wrote is taken away too, and a document of another tool gets our prefix', () => {
  const loan = drawing();
  const [record] = [...loan.definition.records.values()].filter(({ kind }) => kind === 'process');
  const document = `<d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:t"><d:process id="loan"/></d:definitions>`;
  loan.do({ body: { type: 'RECORD_UPDATE', payload: { id: record?.id ?? '', path: ['document'], value: document } }, intent: 'Write' });
  loan.do({
    body: { type: 'RECORD_UPDATE', payload: { id: loan.node('Check').id, path: ['attributes', 'camunda:async'], value: 'true' } },
    intent: 'Write',
  });
  expect(loan.node('Check').node.isAsyncBefore).toBe(true);
  loan.do(setRest(loan.node('Check'), 'asyncBefore', false));
  expect(loan.node('Check').node.isAsyncBefore).toBe(false);
  loan.do(setProcessAttribute(loan.drawn, 'plinth:priority', '3'));
  expect(loan.drawn.read.model.processes[0]?.priority).toBe(3);
});

test('what is pasted into another process brings what it refers to, or refers to what has the name there', () => {
  const [from, to] = [drawing(), drawing()];
  from.do(setNamed(from.drawn, from.node('Refused'), 'error', 'noMoney'));
  from.do(changeNamed(from.drawn, 'error', namedOf(from.drawn, 'error')[0]?.id ?? '', 'name', 'No money'));
  const copied = copyElements(from.drawn, [from.node('Refused').id]) ?? '';
  const paste = (text: string) => {
    const id = to.do(pasteElements(to.definition, to.drawn, text));
    const node = to.drawn.nodes.find((each) => each.id === id)?.node;
    return node === undefined ? null : referenceOf(node, 'error');
  };
  const first = paste(copied);
  expect(namedOf(to.drawn, 'error')).toEqual([{ id: first, name: 'No money', code: 'noMoney' }]);
  expect(paste(copied)).toBe(first);
  expect(namedOf(to.drawn, 'error')).toHaveLength(1);
  for (const named of [[{ kind: 'x', id: 'a', name: 'b', code: null }], {}, [null], [{ kind: 'error', id: 1, name: 'b', code: null }]])
    expect(pasteElements(to.definition, to.drawn, JSON.stringify({ ...JSON.parse(copied), named }))).toBeNull();
});
