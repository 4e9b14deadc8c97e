import { readFiles } from '@plinth/app-definition';
import { readScript, simulate } from '@plinth/workflow-engine';
import { expect, test } from 'vitest';
import { modelOf } from './models-of.ts';

const message = (name: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t"><message id="m" name="${name}"/><process id="${name}" isExecutable="true"/></definitions>`;
const process = (name: string, nodes: object, ids: readonly string[]) =>
  JSON.stringify({
    label: name,
    document: message(name),
    nodes,
    flows: Object.fromEntries(ids.slice(1).map((to, at) => [`f${at}`, { from: ids[at], to }])),
  });
const hears = { type: 'receiveTask', attributes: { messageRef: 'm' } };
const files = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'processes/outer.yaml': process(
    'outer',
    { s: 'startEvent', a: hears, call: { type: 'callActivity', attributes: { calledElement: 'inner' } }, e: 'endEvent' },
    ['s', 'a', 'call', 'e'],
  ),
  // The same ids for everything, also of the message and of the flows.
  'processes/inner.yaml': process('inner', { s: 'startEvent', a: hears, e: 'endEvent' }, ['s', 'a', 'e']),
};

test('a process that calls one of another document with the same ids runs as it is drawn', () => {
  const { definition, problems } = readFiles(files);
  expect(problems).toEqual([]);
  const model = modelOf(definition, 'outer');
  const run = (...messages: readonly string[]) => simulate(model, readScript({ steps: messages.map((name) => ({ message: name })) }), {});
  const { outcomes, trace } = run('outer', 'inner');
  expect(outcomes[0]?.status).toBe('completed');
  expect(trace.flatMap((line) => (line.event === 'entered' ? [line.element] : []))).toEqual([
    ...['outer', 's', 'a', 'call', 'inner_s', 'inner_a', 'inner_e', 'e'],
  ]);
  expect(run('outer', 'outer').outcomes[0]).toMatchObject({ status: 'active', waiting: [{ element: 'inner_a', name: 'inner' }] });
  expect(modelOf(definition, 'inner').processes[0]?.nodes.map(({ id }) => id)).toEqual(['s', 'a', 'e']);
});
