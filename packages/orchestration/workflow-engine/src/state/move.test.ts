import { readBpmn } from '@plinth/process-model';
import { bpmn, flow } from '@plinth/process-model/testing';
import { expect, test } from 'vitest';
import { advance, newInstance } from '../advance.ts';
import { problemsOfMove } from './move.ts';

const modelOf = (process: string) => readBpmn(bpmn(process, '<message id="m" name="m"/><message id="n" name="n"/>')).model;
const now = '2026-01-01T00:00:00.000Z';
const timer = '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>';
const joined = `<startEvent id="s"/><parallelGateway id="f"/><task id="quick"/><userTask id="a"/><parallelGateway id="j"/><endEvent id="e"/>
  ${flow('s', 'f', 'quick', 'j', 'e')}${flow('f', 'a', 'j')}`;

/** Why an instance of one that stands at its start cannot go on by the other. */
function reasons(from: string, to: string): string[] {
  const model = modelOf(from);
  const { state } = advance(model, newInstance('p'), { kind: 'start' }, { now });
  return problemsOfMove(model, modelOf(to), state).map(({ reason }) => reason);
}

const plain = `<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>${flow('s', 'a', 'e')}`;

test.each([
  ['nothing', plain],
  ['what comes after', `<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>${flow('s', 'a', 'b', 'e')}`],
  ['a name', plain.replace('id="a"', 'id="a" name="Look"')],
  ['an event that nobody awaits', `${plain}<boundaryEvent id="x" attachedToRef="a"><errorEventDefinition/></boundaryEvent>`],
])('an instance goes on where %s has changed', (_what, to) => {
  expect(reasons(plain, to)).toEqual([]);
});

test.each<[string, string, string, string]>([
  ['its task is gone', plain, `<startEvent id="s"/><userTask id="b"/>${flow('s', 'b')}`, 'a is gone'],
  ['its task is of another type', plain, plain.replace('userTask', 'serviceTask'), 'a was userTask and is serviceTask'],
  [
    'its task stands in a sub-process',
    plain,
    `<startEvent id="s"/><subProcess id="sub"><startEvent id="t"/><userTask id="a"/>${flow('t', 'a')}</subProcess>${flow('s', 'sub')}`,
    'a stands elsewhere',
  ],
  [
    'a timer is new',
    plain,
    `${plain}<boundaryEvent id="late" attachedToRef="a">${timer}</boundaryEvent>`,
    'late is new and would not be heard',
  ],
  ['a timer is gone', `${plain}<boundaryEvent id="late" attachedToRef="a">${timer}</boundaryEvent>`, plain, 'late is gone'],
  ['tokens wait for flows that lead elsewhere', joined, joined.replaceAll('quick_j', 'other'), 'quick_j leads no longer to j'],
  [
    'its task is repeated in another way',
    plain.replace(
      '<userTask id="a"/>',
      '<userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
    ),
    plain,
    'a is repeated in another way',
  ],
  [
    'what it waits for has another name',
    `<startEvent id="s"/><receiveTask id="a" messageRef="m"/>${flow('s', 'a')}`,
    `<startEvent id="s"/><receiveTask id="a" messageRef="n"/>${flow('s', 'a')}`,
    'a waits for the message n now, not for m',
  ],
  [
    'what was done can no longer be undone',
    `<startEvent id="s"/><task id="t"/><boundaryEvent id="x" attachedToRef="t"><compensateEventDefinition/></boundaryEvent><task id="u" isForCompensation="true"/><association id="l" sourceRef="x" targetRef="u"/><userTask id="a"/>${flow('s', 't', 'a')}`,
    `<startEvent id="s"/><task id="t"/><userTask id="a"/>${flow('s', 't', 'a')}`,
    'the compensation of t is gone',
  ],
])('an instance stays where %s', (_what, from, to, reason) => {
  expect(reasons(from, to)).toContain(reason);
});

test('an instance that has moved goes on by what the new version says', () => {
  const [from, to] = [modelOf(plain), modelOf(`<startEvent id="s"/><userTask id="a"/><userTask id="b"/>${flow('s', 'a', 'b')}`)];
  const { state } = advance(from, newInstance('p'), { kind: 'start' }, { now });
  expect(problemsOfMove(from, to, state)).toEqual([]);
  const [visit = ''] = Object.values(state.visits).flatMap(({ id, element }) => (element === 'a' ? [id] : []));
  const after = advance(to, state, { kind: 'completed', visit }, { now });
  expect(Object.values(after.state.visits).map(({ element }) => element)).toContain('b');
});
