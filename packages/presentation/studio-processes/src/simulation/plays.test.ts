import { modelOf, runProcessTests } from '@plinth/processes';
import { expect, test } from 'vitest';
import { definitionWith, drawnIn, edited } from '../testing.ts';
import { otherEndOf, type Play } from './plays.ts';
import { expectationOf, nextPlays, played, type RunResult, runProcess, type ShownRun, takenBack, variablesOf } from './shown-run.ts';
import { addTest } from './test-edits.ts';

const loan = definitionWith(`label: Loan
nodes:
  start: { type: startEvent, label: Applied }
  asked: { type: startEvent, label: Asked, content: <messageEventDefinition/> }
  check: { type: userTask, label: Check, content: <multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics> }
  late: { type: boundaryEvent, label: Late, attachedTo: check, content: <timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition> }
  wrong: { type: boundaryEvent, label: Wrong, attachedTo: check, content: <errorEventDefinition/> }
  paid: { type: intermediateCatchEvent, label: Paid, content: <messageEventDefinition/> }
  done: { type: endEvent, label: Done }
  never: { type: endEvent, label: Never }
flows:
  f1: { from: start, to: check }
  f2: { from: asked, to: check }
  f3: { from: check, to: paid }
  f4: { from: paid, to: done }
  f5: { from: late, to: never }
  f6: { from: wrong, to: never }
`);

const went = (result: RunResult | null): ShownRun => {
  if (result?.ok !== true) throw new Error(result?.message ?? 'nothing was done');
  return result.run;
};
const begun = () => went(runProcess(loan, 'loan', { variables: {}, steps: [] }));
const play = (run: ShownRun, kind: Play['kind'], round?: number) => {
  const found = nextPlays(run).find((each) => each.kind === kind && each.round === round);
  if (found === undefined) throw new Error(`There is no ${kind} among ${JSON.stringify(nextPlays(run))}.`);
  return found;
};
const take = (run: ShownRun, kind: Play['kind'], round?: number, given = {}) =>
  went(played(loan, 'loan', run, play(run, kind, round), given));

test('what waits can happen, each round of a task by itself, and other starts until something has', () => {
  const run = begun();
  expect(nextPlays(run)).toEqual([
    { kind: 'start', element: 'start', name: '' },
    { kind: 'start', element: 'asked', name: '' },
    { kind: 'timer', element: 'late', name: '2026-01-01T01:00:00.000Z' },
    { kind: 'complete', element: 'check', name: '', round: 1 },
    { kind: 'complete', element: 'check', name: '', round: 2 },
  ]);
  const second = take(run, 'complete', 2, { ok: true });
  expect(nextPlays(second).map(({ kind, element }) => [kind, element])).toEqual([
    ['timer', 'late'],
    ['complete', 'check'],
  ]);
  expect(variablesOf(second)).toEqual({ ok: true });
});

test('a play is taken back, also the start', () => {
  const run = begun();
  expect(takenBack(loan, 'loan', run)).toBeNull();
  const other = went(played(loan, 'loan', run, { kind: 'start', element: 'asked', name: '' }, { amount: 5 }));
  expect(other.simulated.trace.map((line) => 'element' in line && line.element)).toContain('asked');
  expect(other.variables).toEqual({ amount: 5 });
  const late = take(other, 'timer');
  expect(late.simulated.outcomes[0]?.status).toBe('completed');
  expect(nextPlays(late)).toEqual([]);
  expect(went(takenBack(loan, 'loan', late)).steps).toEqual([]);
  expect(went(takenBack(loan, 'loan', went(takenBack(loan, 'loan', late)))).script).toEqual({});
});

test('work ends by an error, too', () => {
  const run = begun();
  const step = otherEndOf(play(run, 'complete', 1), 'error', 'E1');
  const failed = went(runProcess(loan, 'loan', { variables: {}, steps: [step] }));
  expect(failed.simulated.trace.flatMap((line) => (line.event === 'completed' ? [line.element] : []))).toContain('wrong');
});

test('what was played is kept as a test case that passes', () => {
  const run = take(take(take(begun(), 'complete', 1), 'complete', 2), 'message', undefined, { sum: 7 });
  expect(run.simulated.outcomes[0]).toMatchObject({ status: 'completed' });
  const drawn = drawnIn(loan);
  const { edit, name } = addTest(
    drawn.record,
    run,
    expectationOf(run, (key) => drawn.nodes.some((node) => node.key === key)),
  );
  const kept = edited(loan, edit);
  const { tests } = drawnIn(kept).record;
  expect(tests?.[name]?.expect).toMatchObject({ status: 'completed', variables: { sum: 7 } });
  expect(runProcessTests(kept, modelOf(kept, 'loan'), tests)).toEqual([{ test: name, passed: true, problems: [] }]);
});

test('what begins by an event alone waits for somebody to let it', () => {
  const asked = definitionWith(`label: Asked
nodes:
  asked: { type: startEvent, label: Asked, content: <messageEventDefinition/> }
  done: endEvent
flows:
  f1: { from: asked, to: done }
`);
  const run = went(runProcess(asked, 'loan', { variables: {}, steps: [] }));
  expect(run.simulated.outcomes).toEqual([]);
  const [start] = nextPlays(run);
  expect(start).toEqual({ kind: 'start', element: 'asked', name: '' });
  expect(went(played(asked, 'loan', run, start as Play)).simulated.outcomes[0]?.status).toBe('completed');
});
