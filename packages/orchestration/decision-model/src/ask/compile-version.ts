import { type RecordOf, type SettingRecord, settingsName } from '@plinth/app-definition';
import { type FeelContext, type FeelValue, fromJson } from '@plinth/expression';
import { type CompiledModel, compileModel, type DecisionModel } from '@plinth/rule-processor';
import { ElementTypes } from '../model/element-types.ts';
import { answerOf, type RulesByTable, readModel } from '../model/read-model.ts';
import { defaultSettings, withSettings } from '../model/settings-input.ts';

/** One version of a decision, compiled. */
export interface CompiledVersion {
  readonly record: RecordOf<'decision'>;
  readonly rules: RulesByTable;
  readonly model: DecisionModel;
  readonly types: ElementTypes;
  readonly compiled: CompiledModel;
  readonly answer: string;
  /** What whoever asks gives. */
  readonly inputs: DecisionModel['inputs'];
  /** The settings of the application where its logic reads them, as they are where no environment says anything; null where it does not. */
  readonly settings: Readonly<Record<string, unknown>> | null;
}

/** More than any sensible decision takes, and few enough to end soon. */
export const stepLimit = 2_000_000;

/** Compiles one version; `settings` are those of its application. Throws what keeps it from being compiled. */
export function compileVersion(
  record: RecordOf<'decision'>,
  rules: RulesByTable,
  settings: readonly SettingRecord[] = [],
): CompiledVersion {
  const whole = withSettings(record, rules, settings);
  const model = readModel(whole, rules);
  return {
    record,
    rules,
    model,
    types: new ElementTypes(model),
    compiled: compileModel(model),
    answer: answerOf(record),
    inputs: model.inputs.filter(({ name }) => Object.hasOwn(record.inputs, name)),
    settings: whole === record ? null : defaultSettings(settings),
  };
}

/** The values of inputs with the settings that a version reads, which nobody gives: as `told`, or else as they are by default. */
export function besideSettings(version: CompiledVersion, values: FeelContext, told = version.settings): FeelContext {
  if (version.settings === null) return values;
  return { ...values, [settingsName]: settingsValue(version, told ?? version.settings) };
}

/** What was read last of each version: settings seldom change, and decisions are asked often. */
const lastRead = new WeakMap<CompiledVersion, { readonly of: object; readonly value: FeelValue }>();

function settingsValue(version: CompiledVersion, told: Readonly<Record<string, unknown>>): FeelValue {
  const last = lastRead.get(version);
  if (last?.of === told) return last.value;
  const value = fromJson(version.types.of(settingsName), told);
  lastRead.set(version, { of: told, value });
  return value;
}
