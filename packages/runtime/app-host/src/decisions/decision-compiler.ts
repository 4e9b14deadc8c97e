import type { DecisionTableShape } from '@plinth/api-contract';
import type { Definition, DefinitionViolation, RecordOf } from '@plinth/app-definition';
import type { DecisionExplanation } from '@plinth/component-contract';
import type { FeelContext, FeelType } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import type { ApplicationModel } from '@plinth/record-store';

/** How a decision is asked. */
export interface AskOptions {
  /** The day for which it is asked: it chooses the version, and is `today()`; now where absent. ISO 8601. */
  readonly on?: string | undefined;
  readonly explain?: boolean;
}

/** What a decision came to. Numbers keep every digit: those that JSON would round are text. */
export interface DecisionAnswer {
  readonly result: JsonValue;
  /** Why parts of it are null. */
  readonly reasons: { readonly element: string; readonly place: string; readonly message: string }[];
  /** Key of the version that answered. */
  readonly version: string;
  /** How it came about; null where nobody asked. */
  readonly explanation: DecisionExplanation | null;
}

/** A decision of a release with its versions, compiled. */
export interface PlannedDecision {
  readonly record: RecordOf<'decision'>;
  readonly inputs: Readonly<Record<string, FeelType>>;
  readonly result: FeelType;
  /** The version that answers on a day, today where absent. Throws `decisions.not-in-force`. */
  inForce(on?: string): RecordOf<'decision'>;
  /** The decision tables of that version, as people read them. */
  tables(on?: string): readonly DecisionTableShape[];
  /** Asks it with values as JSON. Throws `decisions.wrong-inputs` with each that is missing or wrong, unless the decision takes those as null. */
  ask(values: Readonly<Record<string, unknown>>, options?: AskOptions): DecisionAnswer;
  /** Asks it with values that have the right types. */
  askTyped(values: FeelContext, options?: AskOptions): DecisionAnswer;
}

/** The decisions of a release. */
export interface PlannedDecisions {
  /** By key and by id; versions stand under the decision they are versions of, and under their own. */
  readonly decisions: ReadonlyMap<string, PlannedDecision>;
  /** Bytes they take about. */
  readonly size: number;
}

/** What the environment tells the application now, by key; the same object as long as it is the same. */
export type SettingValues = () => Readonly<Record<string, unknown>>;

/** What reads, checks and compiles decisions: the rule processor, which stands above this package. */
export interface DecisionCompiler {
  /** Everything that keeps the decisions of a definition from being published. */
  check(definition: Definition, model: ApplicationModel): readonly DefinitionViolation[];
  /** Compiles the decisions of a definition that was checked. Settings are what they are by default where nobody tells them. */
  compile(definition: Definition, settings?: SettingValues): PlannedDecisions;
}

/** For hosts without decisions. */
export const noDecisions: PlannedDecisions = { decisions: new Map(), size: 0 };
