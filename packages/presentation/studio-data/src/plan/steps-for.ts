import type { ReleasePlan } from '@plinth/api-contract';

type Step = ReleasePlan['steps'][number];

/** The steps of a plan that name an entity by its key, and how many others there are. */
export function stepsFor(steps: readonly Step[], key: string): { readonly own: readonly Step[]; readonly others: number } {
  const own = steps.filter(({ description }) => description.split(/[^A-Za-z0-9_]+/).includes(key));
  return { own, others: steps.length - own.length };
}
