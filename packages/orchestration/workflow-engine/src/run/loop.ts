import type { FeelValue } from '@plinth/expression';
import { type ActivityNode, feelText, type LoopCharacteristics } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import { type StoredValue, toStored } from '../state/stored-value.ts';
import { beginActivity } from './activity.ts';
import { cancelChildren } from './cancel.ts';
import { recordRound } from './compensation.ts';
import { completionEvents } from './completion-events.ts';
import { leave } from './flow.ts';
import { nextRound, type Run } from './run.ts';
import { Stop } from './stop.ts';
import { type Besides, evaluateIn, isTrue, setVariables, visibleVariables } from './variables.ts';

type MultiInstance = Extract<LoopCharacteristics, { readonly kind: 'multiInstance' }>;
type Standard = Extract<LoopCharacteristics, { readonly kind: 'standard' }>;

const mostInstances = 10_000;

/** A looping activity begins: its visit is the frame of its rounds. */
export function beginRounds(run: Run, frame: Visit, loop: LoopCharacteristics): void {
  if (loop.kind === 'standard') {
    if (loop.isTestedBefore && !goesOn(run, frame, loop)) {
      leave(run, frame);
      return;
    }
    frame.rounds = { total: null, items: null, started: 0, completed: 0, results: [] };
    frame.stage = 'wait';
    goToRound(run, frame);
    return;
  }
  const items = loop.collection === null ? null : itemsOf(run, frame, loop.collection);
  const total = items?.length ?? cardinalityOf(run, frame, loop);
  frame.rounds = { total, items, started: 0, completed: 0, results: Array.from({ length: total }, () => null) };
  frame.stage = 'wait';
  if (total === 0) {
    endRounds(run, frame, loop);
    return;
  }
  if (loop.isSequential) goToRound(run, frame);
  else {
    // All of them are there before the first does anything (§13.3.7).
    const isTogether = run.behaves('roundsEnterTogether');
    for (let round = 0; round < total; round++) goToRound(run, frame, isTogether ? openRound(run, frame, loop).id : nextRound);
  }
}

function itemsOf(run: Run, frame: Visit, collection: NonNullable<MultiInstance['collection']>): readonly StoredValue[] {
  const value = evaluateIn(run, frame, collection, 'collection');
  if (!Array.isArray(value)) throw new Stop('not-a-list', `The collection "${collection.text}" is no list.`);
  const list = value as readonly FeelValue[];
  if (list.length > mostInstances) throw tooMany(list.length);
  return list.map((item) => toStored(item, 'item'));
}

function cardinalityOf(run: Run, frame: Visit, { cardinality }: MultiInstance): number {
  if (cardinality === null) throw new Stop('no-cardinality', 'The multiple instances have neither a cardinality nor a collection.');
  const value = evaluateIn(run, frame, cardinality, 'loop cardinality');
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new Stop('no-cardinality', `The loop cardinality "${cardinality.text}" is no whole number from 0.`);
  if (value > mostInstances) throw tooMany(value);
  return value;
}

function tooMany(count: number): Stop {
  return new Stop('too-many-instances', `${count} instances are more than ${mostInstances}.`);
}

/** Rounds begin one after the other, like tokens: a loop of thousands would be too deep for the stack. */
function goToRound(run: Run, frame: Visit, round: string | typeof nextRound = nextRound): void {
  run.arrivals.push({ parent: frame.id, element: frame.element, flow: null, round });
}

/** A round begins: one that is there, or the next. */
export function startRound(run: Run, frame: Visit, node: ActivityNode, round: string | typeof nextRound): void {
  const { rounds } = frame;
  if (rounds === null || node.loop === null) return;
  if (round !== nextRound) {
    const opened = run.find(round);
    if (opened !== null) run.attempt(opened, () => beginActivity(run, opened, node));
    return;
  }
  // The number of multiple instances is limited by itself.
  const stop = node.loop.kind === 'standard' ? run.step() : null;
  const visit = openRound(run, frame, node.loop, stop === null);
  if (stop === null) run.attempt(visit, () => beginActivity(run, visit, node));
  else run.stop(visit, stop.code, stop.message);
}

function openRound(run: Run, frame: Visit, loop: LoopCharacteristics, isEntered = true): Visit {
  const { rounds } = frame;
  if (rounds === null) throw new Error(`${frame.element} has no rounds`);
  const round = ++rounds.started;
  const item = loop.kind === 'multiInstance' ? loop.item : null;
  const variables: Record<string, StoredValue> = { loopCounter: round };
  if (item !== null && rounds.items !== null) variables[item] = rounds.items[round - 1] ?? null;
  if (loop.kind === 'multiInstance' && loop.isOutputOwn && loop.outputItem !== null && run.behaves('dataOfRounds'))
    variables[loop.outputItem] = null;
  const visit = run.create(frame.element, frame.id, 'round', { round, variables });
  if (isEntered) run.tell('entered', visit);
  return visit;
}

/** A round is done: results are gathered, and the next begins or the frame leaves. */
export function completeRound(run: Run, visit: Visit, node: ActivityNode): void {
  const frame = run.visit(visit.parent ?? '');
  const { rounds } = frame;
  const { loop } = node;
  if (rounds === null || loop === null) return;
  // What the round has, seen from around it: a called process sees nothing of that itself.
  const [at, own]: [Visit, Besides] = run.behaves('dataOfRounds') ? [frame, visit.variables ?? {}] : [visit, {}];
  if (loop.kind === 'multiInstance' && loop.outputItem !== null) {
    rounds.results[(visit.round ?? 1) - 1] = outputOf(run, at, loop.outputItem, own);
  }
  // A condition that fails stops the round before it counts, so that it can be tried again.
  const counters = countersAfter(rounds, run, frame);
  const seen = { ...own, ...counters };
  const isDone =
    loop.kind === 'multiInstance' && loop.completion !== null && isTrue(run, at, loop.completion, 'completion condition', seen);
  const isNext = loop.kind === 'standard' && goesOn(run, frame, loop, own);
  const throwEvents = loop.kind === 'multiInstance' ? completionEvents(run, frame, loop, counters, visit.variables ?? {}) : null;
  run.tell('completed', visit);
  recordRound(run, frame, visit);
  run.remove(visit);
  rounds.completed++;
  throwEvents?.();
  // What caught an event may have ended the activity.
  if (run.find(frame.id) === null) return;
  if (loop.kind === 'standard') {
    isNext ? goToRound(run, frame) : run.attempt(frame, () => leave(run, frame));
    return;
  }
  if (isDone) {
    cancelChildren(run, frame);
    endRounds(run, frame, loop);
    return;
  }
  if (rounds.completed === rounds.total) {
    endRounds(run, frame, loop);
    return;
  }
  if (loop.isSequential) goToRound(run, frame);
}

/** A variable as it is then, which may not be there, or the value of an expression. */
function outputOf(run: Run, at: Visit, item: string, own: Besides): StoredValue {
  if (!item.startsWith('=')) return (Object.hasOwn(own, item) ? own[item] : visibleVariables(run, at)[item]) ?? null;
  return toStored(evaluateIn(run, at, { text: feelText(item), language: null }, 'output of each', own), 'output');
}

/** Attributes of BPMN 2.0.2 table 10.30, as they are once the round has completed. */
function countersAfter({ total, started, completed }: NonNullable<Visit['rounds']>, run: Run, frame: Visit): Besides {
  return {
    numberOfInstances: total,
    numberOfActiveInstances: run.children(frame.id).length - 1,
    numberOfCompletedInstances: completed + 1,
    numberOfTerminatedInstances: started - completed - run.children(frame.id).length,
  };
}

/** Whether a standard loop has another round: BPMN 2.0.2 §13.3.6. The condition sees the data of the round that was, if there was one. */
function goesOn(run: Run, frame: Visit, { condition, maximum }: Standard, own: Besides = {}): boolean {
  const loopCounter = frame.rounds?.started ?? 0;
  if (maximum !== null && loopCounter >= maximum) return false;
  return condition === null || isTrue(run, frame, condition, 'loop condition', { ...own, loopCounter });
}

function endRounds(run: Run, frame: Visit, { outputCollection }: MultiInstance): void {
  const around = run.find(frame.parent ?? '');
  if (outputCollection !== null && around !== null) setVariables(run, around, { [outputCollection]: frame.rounds?.results ?? [] }, frame);
  frame.stage = 'leave';
  run.attempt(frame, () => leave(run, frame));
}
