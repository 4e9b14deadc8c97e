import { readBpmn } from '@plinth/process-model';
import { bpmn, flow } from '@plinth/process-model/testing';
import { describe, expect, test } from 'vitest';
import { advance, newInstance } from './advance.ts';
import type { InstanceState } from './state/instance-state.ts';
import type { Stimulus } from './state/stimulus.ts';

const now = '2026-01-01T00:00:00.000Z';
const modelOf = (process: string, beside = '') => readBpmn(bpmn(process, beside)).model;

function begin(process: string, variables = {}, options = {}) {
  const model = modelOf(process);
  let last = advance(model, newInstance('p'), { kind: 'start', variables }, { now, ...options });
  return {
    get state(): InstanceState {
      return last.state;
    },
    told: () => last.history.map(({ event, element }) => `${event} ${element}`),
    incidents: () => Object.values(last.state.visits).flatMap(({ incident }) => incident ?? []),
    visitOf: (element: string) => Object.values(last.state.visits).find((visit) => visit.element === element)?.id ?? '',
    take(stimulus: Stimulus) {
      last = advance(model, last.state, stimulus, { now, ...options });
    },
  };
}

const deepFreeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
};

const approval = `<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>${flow('s', 'a', 'b', 'e')}`;

describe('advance', () => {
  test('P1: changes nothing that it was given, and says the same again', () => {
    const model = modelOf(approval);
    const { state } = advance(model, newInstance('p'), { kind: 'start' }, { now });
    deepFreeze(state);
    const [visit = ''] = Object.values(state.visits).flatMap(({ element, id }) => (element === 'a' ? [id] : []));
    const stimulus = { kind: 'completed', visit, variables: { x: 1 } } as const;
    const first = advance(model, state, stimulus, { now });
    expect(advance(model, state, stimulus, { now })).toEqual(first);
    expect(advance(model, JSON.parse(JSON.stringify(state)), stimulus, { now })).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  test.each([
    ['a circle of tasks', `<startEvent id="s"/><task id="a"/>${flow('s', 'a', 'a')}`],
    ['a loop without a condition', `<startEvent id="s"/><task id="a"><standardLoopCharacteristics/></task>${flow('s', 'a')}`],
    [
      'two circles that feed each other',
      `<startEvent id="s"/><parallelGateway id="g"/>${flow('s', 'g', 'g')}${flow('g', 'g2', 'g')}<parallelGateway id="g2"/>`,
    ],
  ])('P2: %s ends in an incident', (_what, process) => {
    const instance = begin(process, {}, { stepLimit: 500 });
    expect(instance.state.status).toBe('active');
    expect(instance.incidents().every(({ code }) => code === 'step-limit' || code === 'stuck')).toBe(true);
    expect(instance.incidents().length).toBeGreaterThan(0);
  });

  test('P2: a process that calls itself ends in an incident', () => {
    const instance = begin(`<startEvent id="s"/><callActivity id="c" calledElement="p"/>${flow('s', 'c')}`);
    expect(instance.incidents()).toMatchObject([{ code: 'too-deep' }]);
  });

  test('P2: a loop that was stopped goes on when it is resolved', () => {
    const process = `<startEvent id="s"/><scriptTask id="a"><script>{n: n + 1}</script></scriptTask><exclusiveGateway id="g" default="g_a"/><endEvent id="e"/>${flow('s', 'a', 'g', 'a')}
      <sequenceFlow id="out" sourceRef="g" targetRef="e"><conditionExpression>n &gt;= 20</conditionExpression></sequenceFlow>`;
    const instance = begin(process, { n: 0 }, { stepLimit: 30 });
    const [stopped = { id: '' }] = Object.values(instance.state.visits).filter(({ incident }) => incident !== null);
    instance.take({ kind: 'resolved', visit: stopped.id });
    expect(instance.state.status).toBe('completed');
    expect(Object.values(instance.state.visits)[0]?.variables).toEqual({ n: 20 });
  });

  test('P3: an incident stops one branch, and mending a variable lets it go on', () => {
    const instance = begin(
      `<startEvent id="s"/><scriptTask id="a"><script>{twice: 2 * missing}</script></scriptTask><userTask id="b"/>${flow('s', 'a')}${flow('s', 'b')}`,
    );
    expect(instance.incidents()).toMatchObject([{ code: 'expression-failed' }]);
    expect(instance.state.visits[instance.visitOf('b')]?.waits).toMatchObject([{ kind: 'work' }]);
    instance.take({ kind: 'resolved', visit: instance.visitOf('a'), variables: { missing: 4 } });
    instance.take({ kind: 'completed', visit: instance.visitOf('b') });
    expect(instance.state).toMatchObject({ status: 'completed', visits: { 1: { variables: { missing: 4, twice: 8 } } } });
  });

  test('P3: a condition without a value is an incident with its reason; resolved, the gateway is not entered again', () => {
    const instance = begin(
      `<startEvent id="s"/><exclusiveGateway id="g"/><task id="a"/>${flow('s', 'g')}<sequenceFlow id="f" sourceRef="g" targetRef="a"><conditionExpression>amount &gt; 1</conditionExpression></sequenceFlow>`,
    );
    expect(instance.incidents()).toMatchObject([{ code: 'expression-failed', message: expect.stringContaining('amount > 1') }]);
    instance.take({ kind: 'resolved', visit: instance.visitOf('g'), variables: { amount: 2 } });
    expect(instance.told()).toEqual(['resolved g', 'completed g', 'entered a', 'completed a', 'completed p']);
  });

  test('P3: work that failed is asked for again when it is resolved', () => {
    const instance = begin(approval);
    instance.take({ kind: 'failed', visit: instance.visitOf('a'), message: 'the printer burns' });
    expect(instance.incidents()).toEqual([{ code: 'failed', message: 'the printer burns' }]);
    instance.take({ kind: 'resolved', visit: instance.visitOf('a') });
    expect(instance.incidents()).toEqual([]);
    instance.take({ kind: 'completed', visit: instance.visitOf('a') });
    expect(instance.visitOf('b')).not.toBe('');
  });

  test.each<[string, Stimulus, string]>([
    ['work that is not there', { kind: 'completed', visit: '99' }, 'process.not-waiting'],
    ['work of an element that does not wait', { kind: 'completed', visit: '1' }, 'process.not-waiting'],
    ['a message for nobody', { kind: 'message', name: 'm' }, 'process.not-waiting'],
    ['a resolution of nothing', { kind: 'resolved', visit: '1' }, 'process.no-incident'],
    ['a visit by the name of a prototype', { kind: 'completed', visit: '__proto__' }, 'process.not-waiting'],
  ])('P4: %s is refused', (_what, stimulus, code) => {
    const instance = begin(approval);
    const before = JSON.stringify(instance.state);
    expect(() => instance.take(stimulus)).toThrow(expect.objectContaining({ code }));
    expect(JSON.stringify(instance.state)).toBe(before);
  });

  test('P4: an instance that has ended takes nothing more', () => {
    const instance = begin(`<startEvent id="s"/><endEvent id="e"/>${flow('s', 'e')}`);
    expect(() => instance.take({ kind: 'signal', name: 'x' })).toThrow(expect.objectContaining({ code: 'process.ended' }));
  });

  test('P4: variables that are too large or no values are refused', () => {
    expect(() => begin(approval, { text: 'x'.repeat(2_000_000) })).toThrow(
      expect.objectContaining({ code: 'process.variables-too-large' }),
    );
  });

  test('P4: fifty thousand variables are taken in a moment, and a name that cannot be kept is refused', () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`v${at}`, at]));
    expect(begin(approval, many).incidents()).toEqual([]);
    expect(() => begin(approval, { 'a\u0000': 1 })).toThrow(expect.objectContaining({ code: 'process.not-storable' }));
  });

  test('P3: a result that outgrows what is kept is an incident', () => {
    const instance = begin(
      `<startEvent id="s"/><scriptTask id="a" plinth:resultVariable="text"><script>text + text</script></scriptTask>${flow('s', 'a', 'a')}`,
      { text: 'x'.repeat(1000) },
    );
    expect(instance.incidents()).toMatchObject([{ code: 'process.variables-too-large' }]);
  });

  test('P6: an instance that has ended is its root alone', () => {
    const instance = begin(approval);
    instance.take({ kind: 'completed', visit: instance.visitOf('a') });
    instance.take({ kind: 'completed', visit: instance.visitOf('b') });
    expect(instance.state.status).toBe('completed');
    expect(Object.values(instance.state.visits)).toMatchObject([{ element: 'p', waits: [], held: {} }]);
  });

  test('P7: where nothing may move, the token has an incident, and goes on when it is resolved', () => {
    const model = modelOf(`<startEvent id="s"/><task id="a"/><endEvent id="e"/>${flow('s', 'a', 'e')}`);
    const stopped = advance(model, newInstance('p'), { kind: 'start' }, { now, halted: 'Too many.' });
    const visit = Object.values(stopped.state.visits).find(({ incident }) => incident !== null);
    expect(visit).toMatchObject({ element: 'a', incident: { code: 'halted', message: 'Too many.' } });
    const stimulus = { kind: 'resolved', visit: visit?.id ?? '' } as const;
    expect(advance(model, stopped.state, stimulus, { now }).state.status).toBe('completed');
  });

  test('P8: a token rests before and after, each time until it is told to go on', () => {
    const instance = begin(
      `<startEvent id="s"/><scriptTask id="a" plinth:resultVariable="x" plinth:asyncBefore="true" plinth:asyncAfter="true"><script>1</script></scriptTask><endEvent id="e" plinth:asyncAfter="true"/>${flow('s', 'a', 'e')}`,
    );
    expect(instance.told()).toEqual(['entered p', 'entered s', 'completed s', 'entered a']);
    const goOn = { kind: 'continued', visit: instance.visitOf('a') } as const;
    instance.take(goOn);
    expect(instance.told()).toEqual([]);
    instance.take(goOn);
    expect(instance.told()).toEqual(['completed a', 'entered e', 'completed e', 'completed p']);
    expect(() => begin(approval).take({ kind: 'continued', visit: '3' })).toThrow(expect.objectContaining({ code: 'process.not-waiting' }));
  });

  test('P8: what rests is interrupted like everything else', () => {
    const instance = begin(
      `<startEvent id="s"/><subProcess id="p1"><startEvent id="s1"/><task id="a" plinth:asyncBefore="true"/>${flow('s1', 'a')}</subProcess><boundaryEvent id="b" attachedToRef="p1"><messageEventDefinition/></boundaryEvent><endEvent id="e"/>${flow('s', 'p1')}${flow('b', 'e')}`,
    );
    instance.take({ kind: 'message', name: 'b' });
    expect(instance.state.status).toBe('completed');
  });
});
