import { readBpmn } from '@plinth/process-model';
import { bpmn, flow } from '@plinth/process-model/testing';
import { describe, expect, test } from 'vitest';
import { readScript } from './script.ts';
import { simulate, type TraceLine } from './simulate.ts';

const run = (text: string, script = {}, variables = {}) => simulate(readBpmn(text).model, readScript(script), variables);
const entered = (trace: readonly TraceLine[]) =>
  trace.flatMap((line) => (line.event === 'entered' && line.type !== 'process' ? [line.element] : []));
const codes = (trace: readonly TraceLine[]) => trace.flatMap((line) => (line.event === 'refused' ? [line.code] : []));
const process = (id: string, inside: string, attributes = 'isExecutable="true"') => `<process id="${id}" ${attributes}>${inside}</process>`;
const through = (id: string) => `<startEvent id="${id}s"/><endEvent id="${id}e"/>${flow(`${id}s`, `${id}e`)}`;
const user = `<startEvent id="s"/><userTask id="u" name="Approve"/><endEvent id="e"/>${flow('s', 'u', 'e')}`;

describe('which process is meant', () => {
  const p = `<startEvent id="s"/><callActivity id="c" calledElement="q"/>${flow('s', 'c')}`;
  const heard = '<startEvent id="hs"><messageEventDefinition messageRef="m"/></startEvent>';

  test.each([
    ['not one that is called', process('q', through('q')), 's'],
    ['not one that is not executable', process('r', through('r'), 'isExecutable="false"') + process('q', through('q')), 's'],
    ['not one that waits for what starts it', `<message id="m"/>${process('h', heard)}${process('q', through('q'))}`, 's'],
  ])('%s', (_what, beside, first) => expect(entered(run(bpmn(p, beside)).trace)[0]).toBe(first));

  test('the one that begins as the script says', () => {
    const text = bpmn(through('p'), `<message id="m" name="M"/>${process('h', heard)}`);
    expect(entered(run(text, { start: { message: 'M' } }).trace)).toEqual(['hs']);
    expect(() => run(text, { process: 'p', start: { message: 'M' } })).toThrow('p cannot be started by M');
  });

  test('what the script says', () =>
    expect(entered(run(bpmn(p, process('q', through('q'))), { process: 'q' }).trace)).toEqual(['qs', 'qe']));
});

describe('what nothing starts by itself', () => {
  const timed = `<startEvent id="s"><timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition></startEvent><endEvent id="e"/>${flow('s', 'e')}`;

  test('begins with the step that starts it, with its variables', () => {
    const { outcomes } = run(bpmn(timed), { steps: [{ time: 'PT3H' }] }, { a: 1 });
    expect(outcomes.map(({ status, variables }) => [status, variables])).toEqual(Array.from({ length: 3 }, () => ['completed', { a: 1 }]));
  });

  test('is refused where no step does', () => expect(() => run(bpmn(timed))).toThrow('cannot be started without an event'));
});

describe('steps', () => {
  const beside = '<message id="m" name="M"/><signal id="g" name="G"/><error id="er" name="Refused" errorCode="E1"/>';
  const guarded = `${user}<boundaryEvent id="b" attachedToRef="u"><errorEventDefinition errorRef="er"/></boundaryEvent><endEvent id="be"/>${flow('b', 'be')}`;
  const catching = (definition: string) =>
    `<startEvent id="s"/><intermediateCatchEvent id="c">${definition}</intermediateCatchEvent>${flow('s', 'c')}`;

  test.each(['E1', 'er', 'Refused'])('an error is called %s', (error) =>
    expect(entered(run(bpmn(guarded, beside), { answers: { Approve: { error } } }).trace)).toEqual(['s', 'u', 'b', 'be']),
  );

  test.each([
    ['message', 'M', '<messageEventDefinition messageRef="m"/>'],
    ['message', 'm', '<messageEventDefinition messageRef="m"/>'],
    ['signal', 'G', '<signalEventDefinition signalRef="g"/>'],
    ['signal', 'g', '<signalEventDefinition signalRef="g"/>'],
  ])('a %s is called %s', (kind, name, definition) =>
    expect(run(bpmn(catching(definition), beside), { steps: [{ [kind]: name }] }).outcomes[0]?.status).toBe('completed'),
  );

  test('another instance, and rounds of what stands in a round', () => {
    const sub = `<startEvent id="s"/><subProcess id="u"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics><userTask id="t" name="Sign"/></subProcess>${flow('s', 'u')}`;
    const { outcomes, trace } = run(bpmn(sub), {
      steps: [
        { complete: 'Sign', round: 2 },
        { complete: 't', round: 2 },
        { in: 't', round: 1, instance: 1, fail: 'no ink' },
        { resolve: 't', round: 1 },
        { complete: 't', instance: 2 },
        { cancel: true, instance: 1 },
      ],
    });
    expect(codes(trace)).toEqual(['process.not-waiting', 'process.not-waiting']);
    expect(trace.flatMap((line) => (line.event === 'completed' && line.round !== null ? [line.round] : []))).toEqual([2]);
    expect(outcomes[0]?.status).toBe('cancelled');
  });
});

test.each([
  ['PT59M', 'completed'],
  ['PT61M', 'active'],
])('a message that comes too early is kept: after %s it is %s', (wait, status) => {
  const early = `<startEvent id="s"/><sendTask id="t" messageRef="m"/><intermediateCatchEvent id="w"><timerEventDefinition><timeDuration>${wait}</timeDuration></timerEventDefinition></intermediateCatchEvent><receiveTask id="r" messageRef="m"/><endEvent id="e"/>${flow('s', 't', 'w', 'r', 'e')}`;
  expect(run(bpmn(early, '<message id="m" name="M"/>'), { clock: 'runs' }).outcomes[0]?.status).toBe(status);
});

describe('P2: a simulation ends', () => {
  const cycle = `${user}<boundaryEvent id="b" attachedToRef="u" cancelActivity="false"><timerEventDefinition><timeCycle>R/PT0.001S</timeCycle></timerEventDefinition></boundaryEvent>`;
  const sends = (to: string) => `<endEvent id="e${to}"><messageEventDefinition messageRef="${to}"/></endEvent>`;
  const started = (by: string, to: string) =>
    `<startEvent id="s${by}"><messageEventDefinition messageRef="${by}"/></startEvent>${sends(to)}${flow(`s${by}`, `e${to}`)}`;
  const endless = `<message id="a" name="A"/><message id="b" name="B"/>${process('x', started('a', 'b'))}${process('y', started('b', 'a'))}`;

  test.each([
    ['a timer that comes again and again', bpmn(cycle), { steps: [{ time: 'P365D' }] }],
    [
      'processes that start each other',
      bpmn(`<startEvent id="s"/><endEvent id="e"><messageEventDefinition messageRef="a"/></endEvent>${flow('s', 'e')}`, endless),
      {},
    ],
    [
      'an answer that is asked for again and again',
      bpmn(`<startEvent id="s"/><userTask id="u"/>${flow('s', 'u', 'u')}`),
      { answers: { u: {} } },
    ],
  ])('%s', (_what, text, script) => {
    const { trace, outcomes } = simulate(readBpmn(text).model, readScript(script), {}, { eventLimit: 200 });
    expect(codes(trace)).toEqual(['process.endless']);
    expect(outcomes.length).toBeGreaterThan(0);
  });

  test('a long process is no loop', () => {
    const ids = ['s', ...Array.from({ length: 10_500 }, (_, at) => `t${at}`)];
    const tasks = ids.slice(1).map((id) => `<task id="${id}"/>`);
    expect(run(bpmn(`<startEvent id="s"/>${tasks.join('')}${flow(...ids)}`)).outcomes[0]).toMatchObject({
      status: 'completed',
      incidents: [],
    });
  });
});

test.each<[string, unknown, RegExp]>([
  ['a word that there is not', { steps: [{ complete: 'u', variabels: {} }] }, /\/steps\/0\/variabels is none of/],
  ['two steps in one', { steps: [{ complete: 'u', message: 'm' }] }, /more than one of complete, message/],
  ['no step', { steps: [{ variables: {} }] }, /\/steps\/0 has none of/],
  ['a step that is no object', { steps: ['u'] }, /\/steps\/0 is no object/],
  ['a time that is none', { steps: [{ time: 'soon' }] }, /\/steps\/0\/time is neither/],
  ['a duration that is none', { steps: [{ time: 'Psoon' }] }, /\/steps\/0\/time is neither/],
  ['two answers in one', { answers: { u: { fail: 'x', error: 'y' } } }, /more than one of error/],
  ['two starts', { start: { message: 'm', event: 's' } }, /\/start says more than one/],
  ['variables that are no FEEL', { answers: { u: { variables: '{a: ' } } }, /\/answers\/u\/variables is no FEEL/],
  ['variables without names', { answers: { u: { variables: '3' } } }, /has no names and values/],
  ['a round that is none', { steps: [{ complete: 'u', round: 0 }] }, /\/round is no whole number/],
  ['a cancel that is not', { steps: [{ cancel: false }] }, /\/cancel is not true/],
])('a script with %s is refused', (_what, script, reason) =>
  expect(() => readScript(script as Parameters<typeof readScript>[0])).toThrow(reason),
);
