import { readFiles } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { nextDue, schedulesOf, timesLeft } from './schedule.ts';

const definitionWith = (timer: string) =>
  readFiles({
    'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
    'processes/daily.yaml': JSON.stringify({
      label: 'Daily',
      nodes: { s: { type: 'startEvent', content: `<timerEventDefinition>${timer}</timerEventDefinition>` }, e: 'endEvent' },
      flows: { f: { from: 's', to: 'e' } },
    }),
  }).definition;

test('a schedule is found with its zone, and is the same in each publication', () => {
  const [schedule] = schedulesOf('shop', definitionWith('<timeCycle>0 8 * * 1-5 Europe/Berlin</timeCycle>'));
  expect(schedule).toMatchObject({ process: 'daily', event: 's', text: '0 8 * * 1-5', zone: 'Europe/Berlin' });
  expect(schedulesOf('shop', definitionWith('<timeCycle>R/PT1H</timeCycle>'))[0]?.id).toBe(schedule?.id);
});

const after = '2026-01-01T00:00:00.000Z';
test.each([
  ['R/PT1H', true, '2026-01-01T01:00:00.000Z'],
  ['R/PT1H', false, '2026-01-01T01:00:00.000Z'],
  ['PT5M', true, '2026-01-01T00:05:00.000Z'],
  ['PT5M', false, null],
  ['2026-06-01T08:00:00Z', true, '2026-06-01T08:00:00.000Z'],
  ['2026-06-01T08:00:00Z', false, null],
  ['0 8 * * *', false, '2026-01-01T08:00:00.000Z'],
  ['R3/2026-02-01T00:00:00Z/PT1H', true, '2026-02-01T00:00:00.000Z'],
  ['R3/2026-02-01T00:00:00Z/PT1H', false, '2026-01-01T01:00:00.000Z'],
  ['R3/2025-02-01T00:00:00Z/PT1H', true, '2026-01-01T01:00:00.000Z'],
  ['R/P2W', true, '2026-01-15T00:00:00.000Z'],
])('%s, first %s, is due %s', (text, isFirst, due) => {
  expect(nextDue({ text, zone: 'UTC' }, after, isFirst)).toBe(due);
});

test.each([
  ['R3/PT1H', undefined, 2],
  ['R3/PT1H', 1, 0],
  ['R0/PT1H', undefined, 0],
  ['R/PT1H', undefined, null],
  ['0 8 * * *', undefined, null],
])('%s that was to come %s more times comes %s more', (text, left, more) => {
  expect(timesLeft({ text, ...(left === undefined ? {} : { left }) })).toBe(more);
});

test.each(['tomorrow', 'R/P1X', '99 * * * *'])('%s is refused', (text) => {
  expect(() => nextDue({ text, zone: 'UTC' }, after, true)).toThrow(expect.objectContaining({ code: 'process-store.bad-schedule' }));
});
