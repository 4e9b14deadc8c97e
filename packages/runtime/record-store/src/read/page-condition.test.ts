import { expect, test } from 'vitest';
import { deriveModel } from '../model/derive-model.ts';
import { smallBank } from '../testing.ts';
import { EntityView } from './entity-view.ts';
import { Parameters } from './parameters.ts';

const model = deriveModel(smallBank(), { environmentId: '1' });

function conditionOf(filter: string): string {
  const loan = model.entities.get('loan');
  if (loan === undefined) throw new Error('The bank has no loans.');
  return new EntityView(model, loan, 't', new Parameters(), null).pageCondition(filter);
}

test.each([
  ['an order against a field without index', 'rate >= 2', '(t."rate" >= (select $1::numeric))'],
  ['from the other side', '2 <= rate', '((select $1::numeric) <= t."rate")'],
  ['of dates', 'granted < date("2026-01-01")', '(t."granted" < (select $1::date))'],
  ['an indexed field is estimated by the value', 'months > 12', '(t."months" > $1::bigint)'],
  ['an equality too', 'status = "open"', '(t."status" = $1::text)'],
  ['two fields of the row', 'rate > months', '(t."rate" > t."months")'],
])('%s', (_, filter, sql) => {
  expect(conditionOf(filter)).toBe(sql);
});
