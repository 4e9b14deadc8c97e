import { type DefinitionViolation, type RecordOf, type SettingRecord, settingsName } from '@plinth/app-definition';
import type { DecisionExplanation } from '@plinth/component-contract';
import {
  answerOf,
  besideSettings,
  type CompiledVersion,
  compileVersion,
  elementScope,
  examineDecision,
  givenInputs,
  stepLimit,
  type TestOutcome,
} from '@plinth/decision-model';
import { fieldType } from '@plinth/definition-expressions';
import { type ContextType, contextType, type FeelType, type FeelValue, printValue, toJson } from '@plinth/expression';
import { type JsonValue, PlinthError } from '@plinth/foundation';
import type { BoxedExpression } from '@plinth/rule-processor';

/** A decision as it is being written, as plain data. */
export interface DecisionDraft {
  readonly record: RecordOf<'decision'>;
  readonly rules: readonly RecordOf<'rule'>[];
  /** What the application is told by each environment. */
  readonly settings: readonly RecordOf<'setting'>[];
}

/** What the analysis says of a table; rules are numbered from 1, values are printed as FEEL. */
export interface SeenTable {
  readonly element: string;
  readonly complete: 'yes' | 'no' | 'unknown' | 'too large';
  readonly gaps: readonly { readonly tests: readonly string[]; readonly example: readonly string[] }[];
  readonly overlaps: readonly {
    readonly rules: readonly [number, number];
    readonly example: readonly string[];
    readonly isFault: boolean;
  }[];
  readonly shadowed: readonly { readonly rule: number; readonly by: readonly number[] }[];
  readonly impossible: readonly number[];
  readonly neverGiven: readonly string[];
  readonly notListed: readonly { readonly value: string; readonly rule: number | null }[];
  readonly notAnalysed: readonly { readonly rule: number | null; readonly reason: string }[];
}

/** What the logic of a decision or function may name, and what it gives. */
export interface SeenElement {
  readonly scope: ContextType;
  readonly type: FeelType;
  /** Of the columns, where the logic is a table. */
  readonly inputs: readonly FeelType[];
  readonly outputs: readonly FeelType[];
  /** Names of what its logic uses. */
  readonly requires: readonly string[];
}

/** Everything that can be said of a decision while it is written. Plain data: it comes from a worker. */
export interface Examination {
  readonly violations: readonly DefinitionViolation[];
  readonly warnings: readonly DefinitionViolation[];
  readonly tables: readonly SeenTable[];
  readonly tests: readonly TestOutcome[];
  readonly elements: ReadonlyMap<string, SeenElement>;
  readonly inputs: ReadonlyMap<string, FeelType>;
  /** Declared types by name. */
  readonly types: ReadonlyMap<string, FeelType>;
}

/** What a decision came to for some inputs, or why it came to nothing. */
export type Trial =
  | {
      readonly ok: true;
      readonly result: JsonValue;
      readonly explanation: DecisionExplanation | null;
      readonly problems: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

/** Examines a decision. Its entity is not looked at: what the inputs are for a record is checked by the server. */
export function examine(draft: DecisionDraft): Examination {
  const { record, rules } = grouped(draft);
  const { settings } = draft;
  const records = record.entity === undefined ? null : contextType({}, { open: true });
  const { violations, warnings, tables, tests, version } = examineDecision(record, rules, { records, settings });
  return {
    violations,
    warnings: warnings.map(({ violation }) => violation),
    tables: tables
      .filter(({ place }) => place === '')
      .map(({ element, complete, gaps, overlaps, shadowed, impossible, neverGiven, notListed, notAnalysed }) => ({
        element,
        complete,
        gaps: gaps.map(({ tests: at, example }) => ({ tests: at, example: example.map(printed) })),
        overlaps: overlaps.map(({ rules: pair, example, isFault }) => ({ rules: pair, example: example.map(printed), isFault })),
        shadowed,
        impossible,
        neverGiven: neverGiven.map(({ value }) => value),
        notListed: notListed.map(({ value, rule }) => ({ value, rule })),
        notAnalysed: notAnalysed.map(({ rule, reason }) => ({ rule, reason })),
      })),
    tests,
    elements: version === null ? new Map() : elementsOf(version, scopeOf(settings)),
    inputs: version === null ? new Map() : new Map(version.inputs.map(({ name }) => [name, version.types.of(name)] as const)),
    types: version === null ? new Map() : version.types.items.named(),
  };
}

/** Asks the decision, or one of those within it, with inputs as JSON; explained. */
export function tryOut(
  { record, rules, settings }: DecisionDraft,
  inputs: Readonly<Record<string, unknown>>,
  name = answerOf(record),
): Trial {
  try {
    const version = compileVersion(record, grouped({ record, rules }).rules, settings);
    const given = givenInputs(version.inputs, version.types.items, inputs);
    const values = besideSettings(version, given.values);
    const { value, explanation } = version.compiled.evaluate(name, { values }, { explain: true, stepLimit, zone: 'UTC' });
    return { ok: true, result: toJson(value), explanation, problems: given.problems.map(({ message }) => message) };
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return { ok: false, message: `${error.message} ${error.hint}` };
  }
}

function grouped({ record, rules }: Pick<DecisionDraft, 'record' | 'rules'>) {
  return { record, rules: Map.groupBy(rules, ({ table }) => table) };
}

function printed(value: FeelValue): string {
  return printValue(value, true);
}

function elementsOf(version: CompiledVersion, settings: Readonly<Record<string, ContextType>>): ReadonlyMap<string, SeenElement> {
  const { record, model, types } = version;
  const seen = new Map<string, SeenElement>();
  for (const part of ['decisions', 'knowledge'] as const) {
    for (const element of model[part]) {
      const named = elementScope(record, part, element, types);
      // Offered also where the logic does not read them yet; the decision's own things hide them, and what they mean is told.
      const scope = isOwn(record) ? named : contextType({ ...named.entries, ...settings });
      const declared = types.items.of(element.type).type;
      const logic: BoxedExpression | null = element.logic?.kind === 'function' ? element.logic.body : element.logic;
      const table = logic?.kind === 'table' ? logic : null;
      const { inputs, decisions, knowledge } = element.requirements;
      seen.set(element.name, {
        scope,
        type: part === 'knowledge' ? declared : types.of(element.name),
        inputs: table?.inputs.map((input) => types.inputOf(input, scope)) ?? [],
        outputs: table?.outputs.map((output) => types.outputOf(table, output, declared)) ?? [],
        requires: [...inputs, ...decisions, ...knowledge].map((reference) => reference.slice(1)),
      });
    }
  }
  return seen;
}

/** `settings` without what is secret; no name where there are none. Plain data, as all that a worker says. */
function scopeOf(settings: readonly SettingRecord[]): Readonly<Record<string, ContextType>> {
  const told = settings.filter(({ secret }) => !secret);
  if (told.length === 0) return {};
  return {
    [settingsName]: contextType(Object.fromEntries(told.map((setting) => [setting.key, fieldType(setting)])), { name: settingsName }),
  };
}

/** Whether the decision has something of its own that is called as the settings are. */
function isOwn({ inputs, decisions, knowledge, services }: RecordOf<'decision'>): boolean {
  return [inputs, decisions, knowledge, services].some((part) => Object.hasOwn(part, settingsName));
}
