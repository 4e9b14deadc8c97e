import type { BoxedExpression, FormalParameter } from './boxed-expression.ts';
import type { KeptDocument, KeptElement } from './kept-element.ts';

/** A DMN model (`definitions`): plain data, as it is stored, edited and compiled. */
export interface DecisionModel {
  readonly name: string;
  readonly namespace: string;
  readonly imports: readonly ModelImport[];
  readonly items: readonly ItemDefinition[];
  readonly inputs: readonly InputData[];
  readonly decisions: readonly Decision[];
  readonly knowledge: readonly BusinessKnowledge[];
  readonly services: readonly DecisionService[];
  readonly kept?: KeptDocument;
}

/** Another model whose elements are used under a prefix; with an empty name they are used as if they stood here. */
export interface ModelImport {
  readonly name: string;
  readonly namespace: string;
  readonly kept?: KeptElement;
}

/** A declared type (DMN 1.5 §7.3.2). */
export interface ItemDefinition {
  readonly name: string;
  /** Reference to the type it stands for; null where it has components or a function's signature. */
  readonly type: string | null;
  readonly isCollection: boolean;
  /** Unary tests that a value (an item of a collection) passes. */
  readonly allowed: string | null;
  /** Unary tests that the whole value passes, a collection as such (DMN 1.5). */
  readonly constraint: string | null;
  readonly components: readonly ItemDefinition[];
  readonly function: { readonly parameters: readonly FormalParameter[]; readonly result: string | null } | null;
  readonly kept?: KeptElement;
}

/** A named value: of input data, or of a decision's result. */
export interface InputData {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly kept?: KeptElement;
}

/** References to other elements: `#id` in this model, `namespace#id` in another. */
export interface Requirements {
  readonly inputs: readonly string[];
  readonly decisions: readonly string[];
  readonly knowledge: readonly string[];
}

export interface Decision {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly requirements: Requirements;
  /** Null where the decision is only described. */
  readonly logic: BoxedExpression | null;
  readonly question: string | null;
  readonly kept?: KeptElement;
}

/** A function that decisions invoke (business knowledge model). */
export interface BusinessKnowledge {
  readonly id: string;
  readonly name: string;
  /** Type of its variable: a function's type, or of its result. */
  readonly type: string | null;
  readonly requirements: Requirements;
  readonly logic: Extract<BoxedExpression, { kind: 'function' }> | null;
  readonly kept?: KeptElement;
}

/** Decisions that are called together as one function (DMN 1.5 §10.4). */
export interface DecisionService {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly outputs: readonly string[];
  readonly encapsulated: readonly string[];
  readonly inputDecisions: readonly string[];
  readonly inputs: readonly string[];
  readonly kept?: KeptElement;
}
