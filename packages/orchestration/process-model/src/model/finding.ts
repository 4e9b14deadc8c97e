/** What is wrong with an element of a model, or keeps it from running. */
export interface Finding {
  /** Id of the element; its name in angle brackets where it has none. */
  readonly element: string;
  /** Name of the element in BPMN: `userTask`. */
  readonly type: string;
  /** `error`: the model is not run; `warning`: it runs, perhaps otherwise than meant. */
  readonly severity: 'error' | 'warning';
  /** `malformed` is said of a document that cannot be read at all. */
  readonly code:
    | 'malformed'
    | 'missing-reference'
    | 'missing-id'
    | 'missing-part'
    | 'not-runnable'
    | 'invalid-expression'
    | 'wrong-structure'
    | 'unreachable'
    | 'ignored';
  readonly message: string;
  readonly line: number;
  readonly column: number;
}
