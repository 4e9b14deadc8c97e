/** What became of a thing of the document: all of it is in the connector, it is with changes, or it is not. */
export type Outcome = 'taken' | 'changed' | 'left out';

export interface OperationReport {
  /** As the document calls it: `GET /pets/{id}`. */
  readonly name: string;
  /** Where in the document: a JSON Pointer, or a line. */
  readonly place: string;
  readonly kind: 'action' | 'trigger';
  readonly outcome: Outcome;
  /** Key of the action or trigger; null where there is none. */
  readonly as: string | null;
  /** What differs from the document, a sentence each. */
  readonly changes: readonly string[];
  /** Why it is left out; null where it is not. */
  readonly reason: string | null;
}

/** A type that could not be taken as it is. */
export interface TypeReport {
  readonly name: string;
  readonly place: string;
  readonly changes: readonly string[];
}

/** What became of a document. */
export interface ImportReport {
  readonly format: string;
  readonly version: string;
  readonly title: string;
  readonly counts: Readonly<Record<Outcome, number>> & { readonly types: number };
  readonly operations: readonly OperationReport[];
  /** Only those with changes. */
  readonly types: readonly TypeReport[];
  /** What concerns the document as a whole. */
  readonly notes: readonly string[];
}

/** The report of an operation: left out where there is a reason, changed where something differs. */
export function operationReport(
  about: Pick<OperationReport, 'name' | 'place'> & Partial<Pick<OperationReport, 'kind' | 'as' | 'changes' | 'reason'>>,
): OperationReport {
  const { name, place, kind = 'action', as = null, changes = [], reason = null } = about;
  return { name, place, kind, outcome: outcomeOf(changes, reason), as: reason === null ? as : null, changes, reason };
}

function outcomeOf(changes: readonly string[], reason: string | null): Outcome {
  if (reason !== null) return 'left out';
  return changes.length > 0 ? 'changed' : 'taken';
}

/** How many operations had which outcome. */
export function countOutcomes(operations: readonly OperationReport[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = { taken: 0, changed: 0, 'left out': 0 };
  for (const { outcome } of operations) counts[outcome]++;
  return counts;
}
