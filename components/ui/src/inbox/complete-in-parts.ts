import type { RenderServices } from '@plinth/component-kit';

type CompleteMany = RenderServices['tasks']['completeMany'];

/** Tasks that the server completes in one request at most. */
const mostAtOnce = 100;

/** What became of tasks that were to be completed together; `failure` is what kept the rest from being asked for. */
export interface CompletedInParts {
  readonly done: number;
  /** Why some were refused, each reason once. */
  readonly refusals: readonly string[];
  readonly failure: unknown;
}

/** Completes any number of tasks, as many at once as the server takes. What was done before something failed stays done, and is told. */
export async function completeInParts(
  tasks: readonly string[],
  variables: Parameters<CompleteMany>[1],
  complete: CompleteMany,
): Promise<CompletedInParts> {
  let done = 0;
  const refusals = new Set<string>();
  try {
    for (let from = 0; from < tasks.length; from += mostAtOnce) {
      const answered = await complete(tasks.slice(from, from + mostAtOnce), variables);
      done += answered.done.length;
      for (const { message } of answered.refused) refusals.add(message);
    }
    return { done, refusals: [...refusals], failure: null };
  } catch (failure) {
    return { done, refusals: [...refusals], failure };
  }
}
