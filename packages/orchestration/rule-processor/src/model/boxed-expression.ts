import type { KeptElement } from './kept-element.ts';

/** A boxed expression (DMN 1.5 §10.2.2): the logic of a decision, or a part of it. Types are written as references, null where none is given. */
export type BoxedExpression = { readonly type: string | null; readonly kept?: KeptElement } & (
  | { readonly kind: 'literal'; readonly text: string; readonly language: string | null }
  | { readonly kind: 'context'; readonly entries: readonly ContextEntry[] }
  | { readonly kind: 'list'; readonly items: readonly BoxedExpression[] }
  | { readonly kind: 'relation'; readonly columns: readonly RelationColumn[]; readonly rows: readonly (readonly BoxedExpression[])[] }
  | { readonly kind: 'invocation'; readonly callee: BoxedExpression; readonly bindings: readonly Binding[] }
  | {
      readonly kind: 'function';
      readonly parameters: readonly FormalParameter[];
      readonly body: BoxedExpression | null;
      readonly language: string;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: BoxedExpression;
      readonly consequent: BoxedExpression;
      readonly alternative: BoxedExpression;
    }
  | { readonly kind: 'filter'; readonly in: BoxedExpression; readonly match: BoxedExpression }
  | {
      readonly kind: 'iteration';
      readonly variable: string;
      readonly in: BoxedExpression;
      readonly body: BoxedExpression;
      readonly gives: 'list' | 'some' | 'every';
    }
  | DecisionTable
);

/** An entry of a boxed context; the one without a name is the context's result. */
export interface ContextEntry {
  readonly name: string | null;
  readonly type: string | null;
  readonly value: BoxedExpression;
  readonly kept?: KeptElement;
}

export interface RelationColumn {
  readonly name: string;
  readonly type: string | null;
  readonly kept?: KeptElement;
}

/** What an invocation gives to a parameter. */
export interface Binding {
  readonly parameter: string;
  readonly value: BoxedExpression;
  readonly kept?: KeptElement;
}

export interface FormalParameter {
  readonly name: string;
  readonly type: string | null;
}

/** How the rules that match become a result (DMN 1.5 §8.2.8). */
export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface DecisionTable {
  readonly kind: 'table';
  readonly type: string | null;
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | null;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  /** Names of the annotation columns. */
  readonly annotations: readonly string[];
  readonly rules: readonly TableRule[];
  readonly kept?: KeptElement;
}

export interface TableInput {
  readonly label: string | null;
  /** FEEL. */
  readonly expression: string;
  readonly type: string | null;
  /** Unary tests that every value passes; null: any value may come. */
  readonly allowed: string | null;
  readonly kept?: KeptElement;
}

export interface TableOutput {
  /** Null where the table has one output that takes the name of its decision. */
  readonly name: string | null;
  readonly type: string | null;
  /** Unary tests that list the values in the order of their priority. */
  readonly allowed: string | null;
  /** FEEL; the result where no rule matches. */
  readonly otherwise: string | null;
  readonly kept?: KeptElement;
}

export interface TableRule {
  readonly id: string | null;
  /** Unary tests, one for each input. */
  readonly inputs: readonly string[];
  /** FEEL, one for each output. */
  readonly outputs: readonly string[];
  /** Texts, one for each annotation column; fewer where the last are empty. */
  readonly annotations: readonly string[];
  readonly description: string | null;
  readonly kept?: KeptElement;
}
