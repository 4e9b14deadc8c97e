import { readBpmn } from '@plinth/process-model';
import { bpmn } from '@plinth/process-model/testing';
import { describe, expect, test } from 'vitest';
import { advance, newInstance } from '../advance.ts';
import type { Stimulus } from '../state/stimulus.ts';
import { storedStimulus } from '../state/stored-stimulus.ts';
import { type RecordedEntry, replayHistory } from './replay-history.ts';

const chain = (nodes: Readonly<Record<string, string>>, more = '') => {
  const ids = Object.keys(nodes);
  const flows = ids.slice(1).map((id, at) => `<sequenceFlow id="f${at}" sourceRef="${ids[at]}" targetRef="${id}"/>`);
  return readBpmn(bpmn(`${Object.values(nodes).join('')}${flows.join('')}${more}`)).model;
};
const start = '<startEvent id="s"/>';
const task = (id: string) => `<userTask id="${id}"/>`;
const script = (id: string, body: string) => `<scriptTask id="${id}"><script>${body}</script></scriptTask>`;
const end = '<endEvent id="e"/>';
const first = chain({ s: start, a: task('a'), x: script('x', '{ y: n + 1 }'), b: task('b'), e: end });

/** What a history has kept of these things; `visit` of the element of that name. */
function record(model: typeof first, stimuli: readonly (Stimulus & { readonly at?: string })[]): RecordedEntry[] {
  let state = newInstance('p');
  const recorded: RecordedEntry[] = [];
  for (const { at = '2026-01-01T00:00:00.000Z', ...given } of stimuli) {
    const named = 'visit' in given ? Object.values(state.visits).find(({ element }) => element === given.visit)?.id : undefined;
    const stimulus = { ...given, ...(named === undefined ? {} : { visit: named }) } as Stimulus;
    const result = advance(model, state, stimulus, { now: at });
    ({ state } = result);
    recorded.push({ number: recorded.length + 1, at, stimulus: storedStimulus(stimulus, result.state), events: result.history });
  }
  return JSON.parse(JSON.stringify(recorded));
}

const loan = record(first, [
  { kind: 'start', variables: { n: 1 } },
  { kind: 'completed', visit: 'a', variables: { ok: true } },
  { kind: 'completed', visit: 'b' },
]);
const briefly = (model: typeof first, recorded = loan) => {
  const { verdict, differences, entries } = replayHistory(model, recorded);
  return [verdict, entries, ...differences.map(({ number, kind, element }) => `${number} ${kind} ${element}`)];
};

describe('P9: a history done again', () => {
  test('by its own version is the same, to the last state', () => {
    const again = replayHistory(first, loan);
    expect(again).toMatchObject({ verdict: 'same', differences: [], entries: 3, state: { status: 'completed' } });
    expect(again.history).toEqual(loan.flatMap(({ events }) => events));
  });

  test('by a version with a step between goes through, though visits have other numbers', () => {
    const more = chain({ s: start, new: script('new', '{ z: 1 }'), a: task('a'), x: script('x', '{ y: n + 1 }'), b: task('b'), e: end });
    expect(briefly(more)).toEqual(['differs', 3, '1 reached new']);
  });

  test('by a version without a step goes through', () => {
    expect(briefly(chain({ s: start, a: task('a'), b: task('b'), e: end }))).toEqual(['differs', 3, '2 notReached x']);
  });

  test('by a version that computes something else tells which variables', () => {
    const other = chain({ s: start, a: task('a'), x: script('x', '{ y: n + 2 }'), b: task('b'), e: end });
    const { verdict, differences } = replayHistory(other, loan);
    expect({ verdict, differences }).toEqual({
      verdict: 'differs',
      differences: [{ number: 2, element: 'x', kind: 'variables', detail: 'y' }],
    });
  });

  test('by a version that waits where nobody came stops there', () => {
    const more = chain({ s: start, a: task('a'), x: task('x'), b: task('b'), e: end });
    expect(briefly(more)).toEqual(['stops', 2, '2 waits x', '2 notReached b', '3 refused b']);
  });

  test('by a version that fails tells the incident', () => {
    const wrong = chain({ s: start, a: task('a'), x: script('x', 'n +'), b: task('b'), e: end });
    const { verdict, differences } = replayHistory(wrong, loan);
    expect(verdict).toBe('stops');
    expect(differences).toContainEqual(expect.objectContaining({ number: 2, element: 'x', kind: 'incident' }));
    expect(differences.find(({ kind }) => kind === 'incident')?.detail).not.toBe('');
  });

  test('a resolution that is not needed any more is left out', () => {
    const gateway = (condition: string) =>
      readBpmn(
        bpmn(
          `${start}<exclusiveGateway id="g"/>${task('b')}${end}<sequenceFlow id="f0" sourceRef="s" targetRef="g"/><sequenceFlow id="f1" sourceRef="g" targetRef="b">${condition}</sequenceFlow><sequenceFlow id="f2" sourceRef="b" targetRef="e"/>`,
        ),
      ).model;
    const recorded = record(gateway('<conditionExpression>go = true</conditionExpression>'), [
      { kind: 'start', variables: { go: false } },
      { kind: 'resolved', visit: 'g', variables: { go: true } },
      { kind: 'completed', visit: 'b' },
    ]);
    expect(recorded[0]?.events.at(-1)).toMatchObject({ event: 'incident', element: 'g' });
    expect(briefly(gateway(''), recorded)).toEqual(['differs', 3, '1 noIncident g']);
    expect(briefly(gateway('<conditionExpression>go = true</conditionExpression>'), recorded)).toEqual(['same', 3]);
  });

  test('which version it went on by in between does not matter', () => {
    const [begun, ...rest] = loan;
    if (begun === undefined) throw new Error('nothing is recorded');
    const moved = [begun, { number: 9, at: begun.at, stimulus: { kind: 'moved', from: '1.0.0', to: '2.0.0' }, events: [] }, ...rest];
    expect(briefly(first, moved)).toEqual(['same', 4]);
  });

  test('a process that is gone, and a history of nothing, stop or say nothing', () => {
    const other = readBpmn(bpmn(start).replaceAll('id="p"', 'id="q"')).model;
    expect(briefly(other)).toEqual(['stops', 0, '1 refused ']);
    expect(briefly(first, [])).toEqual(['same', 0]);
  });
});
