import type { AskOptions, DecisionAnswer, PlannedDecision, SettingValues } from '@plinth/app-host';
import { besideSettings, type CompiledVersion, dayOf, givenInputs, startOf, stepLimit, tablesOf, validityOf } from '@plinth/decision-model';
import { type FeelContext, type FeelType, toJson } from '@plinth/expression';
import { type Clock, systemClock } from '@plinth/foundation';
import { versionOn } from '@plinth/rule-processor';
import { decisionsErrors } from '../errors.ts';

/** A decision that answers by the one of its versions that is in force; `settings` is asked each time. */
export function planDecision(
  own: CompiledVersion,
  others: readonly CompiledVersion[],
  clock: Clock = systemClock,
  settings?: SettingValues,
): PlannedDecision {
  const { record, types } = own;
  const versions = [own, ...others].map((version) => ({ version, ...validityOf(version.record) }));
  const inForce = ({ on }: AskOptions): { readonly version: CompiledVersion; readonly now: number } => {
    const now = on === undefined ? clock.now() : startOf(on);
    const day = on ?? dayOf(now);
    // Asked by its own key, a version answers whenever it is asked: that is how it is tried before its time.
    const version = record.versionOf === undefined ? versionOn(versions, day)?.version : own;
    if (version === undefined) throw decisionsErrors.notInForce({ decision: record.key, day });
    return { version, now };
  };
  return {
    record,
    inputs: inputTypes(own),
    result: types.of(own.answer),
    inForce: (on) => inForce({ on }).version.record,
    tables(on) {
      const { version } = inForce({ on });
      return tablesOf(version.record, version.rules);
    },
    ask(values, options = {}) {
      const { version, now } = inForce(options);
      const given = givenInputs(own.inputs, types.items, values);
      if (given.problems.length > 0 && record.wrongInputs === 'refuse')
        throw decisionsErrors.wrongInputs(
          { decision: record.key, count: given.problems.length },
          { details: { violations: given.problems } },
        );
      const reasons = given.problems.map(({ message }) => ({ element: record.key, place: '', message }));
      return evaluate(version, besideSettings(version, given.values, settings?.()), now, options, reasons);
    },
    askTyped(values, options = {}) {
      const { version, now } = inForce(options);
      return evaluate(version, besideSettings(version, values, settings?.()), now, options, []);
    },
  };
}

function inputTypes({ inputs, types }: CompiledVersion): Readonly<Record<string, FeelType>> {
  return Object.fromEntries(inputs.map(({ name }) => [name, types.of(name)]));
}

function evaluate(
  { compiled, answer, record }: CompiledVersion,
  values: FeelContext,
  now: number,
  { explain = false }: AskOptions,
  before: DecisionAnswer['reasons'],
): DecisionAnswer {
  const outcome = compiled.evaluate(answer, { values }, { now: () => now, zone: 'UTC', stepLimit, explain });
  return {
    result: toJson(outcome.value),
    reasons: [...before, ...outcome.reasons.map(({ element, place, message }) => ({ element, place, message }))],
    version: record.key,
    explanation: outcome.explanation,
  };
}
