import { expect, test } from 'vitest';
import { pagePlan, planQuery } from '../testing.ts';
import { feelLanguage } from './feel-language.ts';

test('variables of processes keep what JSON has no type for, in rows too', () => {
  const plan = pagePlan({ queries: [planQuery('loans')], page: { parameters: { until: 'date', rate: 'number', name: 'string' } } });
  const language = feelLanguage({ plan, entities: [], contract: () => undefined });
  const scope = { parameters: { until: '2026-01-31', rate: '0.1', name: 'Eva' }, row: { id: '1' } };
  const text = '{ until: parameters.until, rate: parameters.rate, name: parameters.name, whole: 2, late: duration("P1D") }';
  for (const spoken of [language, language.forRowsOf('loans')]) {
    expect(spoken.expression(text).evaluate(scope)).toEqual({ until: '2026-01-31', rate: '0.1', name: 'Eva', whole: 2, late: 'P1D' });
    expect(spoken.exact.expression(text).evaluate(scope)).toEqual({
      until: { $date: '2026-01-31' },
      rate: { $number: '0.1' },
      name: 'Eva',
      whole: 2,
      late: { $duration: 'P1D' },
    });
    expect(spoken.exact).toBe(spoken.exact);
  }
});
