import type { ProcessReplay, ReplayReport } from '@plinth/api-contract';
import type { Replayed } from '@plinth/workflow-engine';

type Difference = Replayed['differences'][number];

interface Change {
  readonly element: string;
  readonly kind: Difference['kind'];
  histories: number;
  readonly instances: string[];
  readonly details: Set<string>;
}

const mostExamples = 5;
const mostChanges = 200;

/** Counts what recorded histories came to, and at which elements they went otherwise. */
export class ReplayTally {
  readonly #verdicts = { same: 0, differs: 0, stops: 0 };
  readonly #changes = new Map<string, Change>();

  add(instance: string, { verdict, differences }: Replayed): void {
    this.#verdicts[verdict]++;
    const counted = new Set<Change>();
    for (const { element, kind, detail } of differences) {
      const change = this.#changeAt(element, kind);
      if (detail !== '' && change.details.size < mostExamples) change.details.add(detail);
      if (counted.has(change)) continue;
      counted.add(change);
      change.histories++;
      if (change.instances.length < mostExamples) change.instances.push(instance);
    }
  }

  #changeAt(element: string, kind: Difference['kind']): Change {
    const name = `${kind} ${element}`;
    const known = this.#changes.get(name);
    if (known !== undefined) return known;
    const made: Change = { element, kind, histories: 0, instances: [], details: new Set() };
    this.#changes.set(name, made);
    return made;
  }

  /** What most histories have in common comes first. */
  report(process: string): ReplayReport {
    const { same, differs, stops } = this.#verdicts;
    const changes = [...this.#changes.values()].sort((a, b) => b.histories - a.histories).slice(0, mostChanges);
    return {
      ...{ process, histories: same + differs + stops, same, differs, stops },
      changes: changes.map(({ details, ...change }) => ({ ...change, details: [...details] })),
    };
  }
}

/** A report without instances and without what is said of them, for whoever does not manage these. */
export function withoutExamples({ changes, ...counts }: ReplayReport): ProcessReplay {
  return { ...counts, changes: changes.map(({ element, kind, histories }) => ({ element, kind, histories })) };
}
