import type { JsonValue } from '@plinth/foundation';

/**
 * Why a decision came to its result, from the rule processor to whoever shows it: plain JSON that is the same for the same model
 * and inputs, with no times and no ids of its own. Values are as `toJson` of the expression language has them: whole numbers within ±(2^53−1) as numbers, all
 * other numbers as text with every digit, dates, times and durations as text.
 */
export interface DecisionExplanation {
  readonly format: 1;
  readonly model: { readonly name: string; readonly namespace: string };
  /** The decision, service or function that was asked for. */
  readonly asked: string;
  readonly value: JsonValue;
  /** What was evaluated, in the order in which it was known: what something depends on stands before it. */
  readonly steps: readonly ExplainedStep[];
  /** Whether there were more than 5,000 steps; those after are left out. */
  readonly isCutOff: boolean;
  readonly reasons: readonly ExplainedReason[];
}

export interface ExplainedStep {
  readonly kind: 'input' | 'decision' | 'call';
  readonly name: string;
  /** Of the element in its model; null for calls of functions. */
  readonly id: string | null;
  /** Of the model; null for calls of functions. */
  readonly namespace: string | null;
  /** What a function or service was called with, by parameter; null for what is no call. */
  readonly arguments: Readonly<Record<string, JsonValue>> | null;
  readonly value: JsonValue;
  /** The decision tables that were asked for it. */
  readonly tables: readonly ExplainedTable[];
}

export interface ExplainedTable {
  readonly hitPolicy: string;
  readonly aggregation: string | null;
  readonly inputs: readonly { readonly label: string | null; readonly expression: string; readonly value: JsonValue }[];
  /** The rules whose every test passed; with hit policy FIRST the first of them. */
  readonly matched: readonly ExplainedRule[];
  /** Numbers of those that make the result, in its order; none where they contradict each other. */
  readonly fired: readonly number[];
  /** Whether no rule matched and the default outputs are the result. */
  readonly isDefault: boolean;
}

export interface ExplainedRule {
  /** From 1. */
  readonly rule: number;
  readonly id: string | null;
  readonly description: string | null;
  /** The cells as written. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Texts of the annotation columns, by their names and in their order. */
  readonly annotations: readonly { readonly name: string; readonly text: string }[];
}

/** Why something is null. */
export interface ExplainedReason {
  readonly element: string;
  /** `rule 3, input 1`; empty for the logic as such. */
  readonly place: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Place in the text of the expression, as UTF-16 offsets; both zero where it is no part of one. */
  readonly from: number;
  readonly to: number;
}

/** A decision table as people read it, cells as written. */
export interface DecisionTableShape {
  /** Name of the decision or function whose logic it is. */
  readonly name: string;
  readonly question: string | null;
  readonly hitPolicy: string;
  readonly aggregation: string | null;
  readonly inputs: readonly DecisionColumn[];
  readonly outputs: readonly DecisionColumn[];
  readonly rules: readonly {
    readonly key: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly note: string | null;
  }[];
}

export interface DecisionColumn {
  readonly label: string;
  readonly type: string | null;
}
