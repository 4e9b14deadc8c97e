import { type Definition, decisionMark, decisionsOf } from '@plinth/app-definition';
import { fromJson, types } from '@plinth/expression';
import type { ComputedValue, ComputedValues } from '@plinth/record-store';
import type { DecisionCompiler, PlannedDecision, PlannedDecisions } from './decision-compiler.ts';

/** The decisions of definitions as expressions of their entities call them; `known` are those of a definition that are compiled already. */
export function computedValues(compiler: DecisionCompiler, known?: readonly [Definition, PlannedDecisions]): ComputedValues {
  return (definition) => {
    if (decisionsOf(definition).length === 0) return new Map();
    const { decisions } = known !== undefined && known[0] === definition ? known[1] : compiler.compile(definition);
    const own = [...decisions].filter(([key, { record }]) => key === record.key);
    return new Map(own.map(([key, decision]) => [key, computedValue(definition, decision)]));
  };
}

/** Decisions that cannot be compiled yet, so that what calls them is not found wrong for their mistakes. */
export const undecided: ComputedValues = (definition) =>
  new Map(
    decisionsOf(definition).map(({ key, inputs }): [string, ComputedValue] => {
      const parameters = Object.keys(inputs).map((name) => ({ name, type: types.any }));
      return [key, { type: { kind: 'function', parameters, result: types.any }, compute: () => ({ value: null, by: key, reasons: [] }) }];
    }),
  );

function computedValue(definition: Definition, decision: PlannedDecision): ComputedValue {
  const marks = new Map(decisionsOf(definition).map((record) => [record.key, decisionMark(definition, record)]));
  const parameters = Object.entries(decision.inputs).map(([name, type]) => ({ name, type }));
  return {
    type: { kind: 'function', parameters, result: decision.result },
    compute(inputs) {
      const { result, version, reasons } = decision.askTyped(inputs);
      return {
        value: fromJson(decision.result, result),
        by: marks.get(version) ?? version,
        reasons: reasons.map(({ message }) => message),
      };
    },
  };
}
