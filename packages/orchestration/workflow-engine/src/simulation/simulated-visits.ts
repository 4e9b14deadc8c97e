import type { ModelIndex } from '../model/model-index.ts';
import type { InstanceState, Visit } from '../state/instance-state.ts';
import type { Target } from './script.ts';
import type { Outcome } from './simulate.ts';

/** A visit of one of the instances of a simulation, which are counted from 0 here. */
export interface SimulatedVisit {
  readonly instance: number;
  readonly visit: Visit;
}

/** The visits of some instances, in the order in which they began. */
export function visitsOf(instances: readonly InstanceState[], some: Iterable<number>): SimulatedVisit[] {
  return [...some].flatMap((instance) =>
    Object.values(instances[instance]?.visits ?? {})
      .sort((a, b) => Number(a.id) - Number(b.id))
      .map((visit) => ({ instance, visit })),
  );
}

/** Whether a step is about an element at a visit: by its id or name, round and instance. */
export function isMeant(
  { element, round, instance }: Target,
  meant: string,
  { instance: at, visit }: SimulatedVisit,
  instances: readonly InstanceState[],
  index: ModelIndex,
): boolean {
  return (
    (meant === element || index.node(meant)?.name === element) &&
    (instance === null || instance === at + 1) &&
    (round === null || round === roundOf(visit, instances[at]?.visits ?? {}))
  );
}

/** Its own, or that of the nearest around it. */
function roundOf(visit: Visit, visits: InstanceState['visits']): number | null {
  let at: Visit | undefined = visit;
  while (at !== undefined && at.round === null) at = at.parent === null ? undefined : visits[at.parent];
  return at?.round ?? null;
}

export function outcomeOf({ process, status, visits }: InstanceState, at: number): Outcome {
  const all = Object.values(visits);
  const root = all.find(({ parent }) => parent === null);
  return {
    instance: at + 1,
    process,
    status,
    variables: root?.variables ?? {},
    waiting: all.flatMap((visit) => {
      const round = roundOf(visit, visits);
      return visit.waits.map((wait) => ({
        element: wait.to,
        for: wait.kind,
        ...('due' in wait ? { due: wait.due } : {}),
        ...('name' in wait ? { name: wait.name } : {}),
        ...('key' in wait && wait.key !== null ? { key: wait.key } : {}),
        ...(round === null ? {} : { round }),
      }));
    }),
    incidents: all.flatMap(({ incident, element }) => (incident === null ? [] : [{ element, ...incident }])),
  };
}
