import type { FeelValue } from '@plinth/expression';
import type { NotAnalysed } from './table-space.ts';

/** Input values that no rule matches. */
export interface Gap {
  /** Unary tests, one for each input: every row of values that passes them all is in the gap. */
  readonly tests: readonly string[];
  /** One such row. */
  readonly example: readonly FeelValue[];
}

/** Input values that two rules match. */
export interface Overlap {
  readonly rules: readonly [number, number];
  readonly tests: readonly string[];
  readonly example: readonly FeelValue[];
  /** Whether the hit policy forbids it: UNIQUE always, ANY where the outputs differ. */
  readonly isFault: boolean;
}

/** A rule that matches nothing that others before it (by order or priority) leave. */
export interface ShadowedRule {
  readonly rule: number;
  /** The rules that take what it would match. */
  readonly by: readonly number[];
}

/** An output value that the table lists and no rule gives, or gives and does not list. */
export interface OutputFinding {
  /** From 1. */
  readonly output: number;
  /** FEEL. */
  readonly value: string;
  /** The rule that gives it; null where none does. */
  readonly rule: number | null;
}

/** What can be said of a table without running it. Numbers of rules, inputs and outputs are from 1. */
export interface TableAnalysis {
  /** Whether some rule matches every row of values; `unknown` where parts are not analysed, `too large` where it cannot be proven within the budget. */
  readonly complete: 'yes' | 'no' | 'unknown' | 'too large';
  readonly gaps: readonly Gap[];
  readonly overlaps: readonly Overlap[];
  readonly shadowed: readonly ShadowedRule[];
  /** Pairs of rules with the same condition and different outputs, where the table gives one result. */
  readonly contradictions: readonly (readonly [number, number])[];
  /** Rules with a cell that no value passes. */
  readonly impossible: readonly number[];
  readonly neverGiven: readonly OutputFinding[];
  readonly notListed: readonly OutputFinding[];
  readonly notAnalysed: readonly NotAnalysed[];
  /** Findings of a kind that were not all listed, or not all looked for. */
  readonly cutOff: readonly ('gaps' | 'overlaps' | 'shadowed' | 'contradictions')[];
}

export interface AnalysisOptions {
  /** Elementary steps that each kind of finding may take; 30 million where absent, some seconds. */
  readonly steps?: number;
  /** How many findings of a kind are listed; 100 where absent. */
  readonly limit?: number;
}
