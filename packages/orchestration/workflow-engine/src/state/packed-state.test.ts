import { readBpmn } from '@plinth/process-model';
import { bpmn, flow } from '@plinth/process-model/testing';
import { expect, test } from 'vitest';
import { advance, newInstance } from '../advance.ts';
import { packHistory, packState, unpackHistory, unpackState } from './packed-state.ts';

const { model } = readBpmn(
  bpmn(`<startEvent id="s"/><userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>
    <subProcess id="b"><startEvent id="bs"/><userTask id="c"/>${flow('bs', 'c')}</subProcess>${flow('s', 'a')}${flow('s', 'b')}`),
);
const { state, history } = advance(model, newInstance('p'), { kind: 'start', variables: { x: 1 } }, { now: '2026-01-01T00:00:00.000Z' });

test('P1: a state comes back from its kept form as it was, through JSON', () => {
  const kept = JSON.stringify(packState(state));
  expect(unpackState(JSON.parse(kept))).toEqual(state);
  expect(kept.length).toBeLessThan(JSON.stringify(state).length / 2.5);
});

test('P1: so does a history', () => {
  expect(unpackHistory(JSON.parse(JSON.stringify(packHistory(history))))).toEqual(history);
});

test('P1: visits that come back share nothing that one of them would change', () => {
  const { visits } = unpackState(packState(state));
  const [first, second] = Object.values(visits);
  first?.waits.push({ kind: 'work', to: 'x' });
  expect(second?.waits).not.toContainEqual({ kind: 'work', to: 'x' });
});
