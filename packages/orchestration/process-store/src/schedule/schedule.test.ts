import { readFiles } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { nextDue, schedulesOf } from './schedule.ts';

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
])('%s, first %s, is due %s', (text, isFirst, due) => {
  expect(nextDue({ text, zone: 'UTC' }, after, isFirst)).toBe(due);
});

test.each(['tomorrow', 'R/P1X', '99 * * * *'])('%s is refused', (text) => {
  expect(() => nextDue({ text, zone: 'UTC' }, after, true)).toThrow(expect.objectContaining({ code: 'process-store.bad-schedule' }));
});
