import { readFileSync } from 'node:fs';
import type { JsonObject } from '@plinth/foundation';
import { readBpmn } from '@plinth/process-model';
import { describe, expect, test } from 'vitest';
import { advance, newInstance } from './advance.ts';
import { behaviours, newestBehaviour } from './behaviours.ts';
import { type RecordedEntry, replayHistory } from './replay/replay-history.ts';
import { packState, unpackHistory, unpackState } from './state/packed-state.ts';
import { readStimulus, type StoredStimulus, storedStimulus } from './state/stored-stimulus.ts';

/** Histories as the engine told them before it had the behaviour, with the state after each entry. */
const before = JSON.parse(readFileSync(new URL('fixtures/recorded-before.json', import.meta.url), 'utf8')) as readonly {
  readonly behaviour: string;
  readonly bpmn: string;
  readonly entries: readonly {
    readonly number: number;
    readonly at: string;
    readonly stimulus: StoredStimulus;
    readonly events: readonly JsonObject[];
    readonly state: JsonObject;
  }[];
}[];

const histories = before.map(({ behaviour, bpmn, entries }, at) => ({
  behaviour,
  title: `${behaviour} (${at + 1})`,
  model: readBpmn(bpmn).model,
  recorded: entries.map(({ number, at, stimulus, events }): RecordedEntry => ({ number, at, stimulus, events: unpackHistory(events) })),
  states: entries.map(({ state }) => state),
}));

/** The same history as if it had been recorded by an instance that began with a number. */
function begunWith(number: number, recorded: readonly RecordedEntry[]): readonly RecordedEntry[] {
  return recorded.map((entry, at) => (at > 0 ? entry : { ...entry, stimulus: { ...entry.stimulus, behaviour: number } }));
}

/** What goes otherwise with each, in the order of the recorded histories. */
const otherwise: readonly (readonly string[])[] = [
  ['2 reached esp', '2 reached es', '2 reached look'],
  ['5 passes h', '5 reached c', '6 waits h'],
  ['2 reached r', '2 reached r'],
  ['2 variables r results, result', '3 variables r results, result', '3 variables r results'],
  ['2 notReached r', '2 passes r', '2 reached b', '3 refused r'],
  ['3 waits c', '3 notReached b', '3 reached undo', '3 reached us', '3 reached unbook', '4 refused b'],
  ['2 noIncident a', '2 passes a', '2 reached c', '2 reached mend', '3 refused a'],
  ['2 refused'],
  ['4 notReached c', '4 notReached n'],
  ['2 variables a order.total, order'],
  ['3 waits n', '3 notReached b', '3 incident n', '4 refused b'],
  ['2 reached c', '2 reached look'],
];

describe('P10: behaviours', () => {
  test('are numbered from 1 without a gap, have names of their own, and say what changed, when and why', () => {
    expect(behaviours.map(({ number }) => number)).toEqual(behaviours.map((_, at) => at + 1));
    expect(new Set(behaviours.map(({ name }) => name)).size).toBe(behaviours.length);
    for (const { change, since, source } of behaviours) {
      expect(since).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect([change, source]).not.toContain('');
    }
    expect(newestBehaviour).toBe(behaviours.length);
  });

  test('each has a history that was recorded before it', () => {
    expect(new Set(histories.map(({ behaviour }) => behaviour))).toEqual(new Set(behaviours.map(({ name }) => name)));
  });

  test.each(histories)('$title: a history that was recorded before is the same, done again', ({ model, recorded }) => {
    const again = replayHistory(model, recorded);
    expect(again).toMatchObject({ verdict: 'same', differences: [] });
    expect(again.history).toEqual(recorded.flatMap(({ events }) => events));
  });

  test.each(histories)('$title: an instance that stands anywhere in it goes on as it did', ({ model, recorded, states }) => {
    for (const from of states.keys()) {
      let state = unpackState(states[from] ?? {});
      for (const [at, { at: now, stimulus, events }] of recorded.entries()) {
        if (at <= from) continue;
        const result = advance(model, state, readStimulus(stimulus), { now });
        expect(result.history).toEqual(events);
        expect(packState(result.state)).toEqual({ behaviour: 0, ...states[at] });
        state = unpackState(JSON.parse(JSON.stringify(packState(result.state))));
      }
    }
  });

  test.each(histories)(
    '$title: with the number before it nothing is otherwise, and with its own something is',
    ({ behaviour, model, recorded }) => {
      const { number = 0 } = behaviours.find(({ name }) => name === behaviour) ?? {};
      expect(replayHistory(model, begunWith(number - 1, recorded)).verdict).toBe('same');
      expect(replayHistory(model, begunWith(number, recorded)).verdict).not.toBe('same');
    },
  );

  test('what goes otherwise with the newest', () => {
    const told = histories.map(({ model, recorded }) =>
      replayHistory(model, begunWith(newestBehaviour, recorded)).differences.map(({ number, kind, element, detail }) =>
        [number, kind, element, kind === 'variables' ? detail : ''].join(' ').trim(),
      ),
    );
    expect(told).toEqual(otherwise);
  });

  test('an instance begins with the newest, keeps it, and its first entry tells it', () => {
    const begun = newInstance('p');
    expect(begun.behaviour).toBe(newestBehaviour);
    const [{ model } = { model: null }] = histories;
    if (model === null) throw new Error('nothing is recorded');
    const { state } = advance(model, begun, { kind: 'start', variables: { hot: false } }, { now: '2026-01-01T00:00:00Z' });
    expect(state.behaviour).toBe(newestBehaviour);
    expect(storedStimulus({ kind: 'start' }, state)).toEqual({ kind: 'start', behaviour: newestBehaviour });
    expect(storedStimulus({ kind: 'timer' }, state)).toEqual({ kind: 'timer' });
    expect(unpackState(packState(state))).toEqual(state);
  });

  test('a history of others whose number is none is one that has none', () => {
    const [{ model, recorded } = { model: null, recorded: [] }] = histories;
    if (model === null) throw new Error('nothing is recorded');
    for (const behaviour of ['9', null, {}, Number.NaN]) {
      const told = recorded.map((entry, at) => (at > 0 ? entry : { ...entry, stimulus: { ...entry.stimulus, behaviour } }));
      expect(replayHistory(model, told as readonly RecordedEntry[]).verdict).toBe('same');
    }
  });

  test('a state that has no number has none of them', () => {
    const { behaviour: _, ...packed } = packState(newInstance('p'));
    expect(unpackState(packed).behaviour).toBe(0);
  });
});
