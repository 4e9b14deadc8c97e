import type { RecordOf } from '@plinth/app-definition';
import { type CompiledModel, compileModel, type DecisionModel } from '@plinth/rule-processor';
import { ElementTypes } from '../model/element-types.ts';
import { answerOf, type RulesByTable, readModel } from '../model/read-model.ts';

/** One version of a decision, compiled. */
export interface CompiledVersion {
  readonly record: RecordOf<'decision'>;
  readonly rules: RulesByTable;
  readonly model: DecisionModel;
  readonly types: ElementTypes;
  readonly compiled: CompiledModel;
  readonly answer: string;
}

/** More than any sensible decision takes, and few enough to end soon. */
export const stepLimit = 2_000_000;

/** Compiles one version. Throws what keeps it from being compiled. */
export function compileVersion(record: RecordOf<'decision'>, rules: RulesByTable): CompiledVersion {
  const model = readModel(record, rules);
  return { record, rules, model, types: new ElementTypes(model), compiled: compileModel(model), answer: answerOf(record) };
}
