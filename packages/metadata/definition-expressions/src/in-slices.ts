/** Milliseconds after which work lets others go on. */
const slice = 25;

/**
 * Does work that tells where it may pause, never longer at a stretch than a slice and what stands between two pauses. Given up, with
 * null, when the signal says so.
 */
export async function inSlices<Result>(work: Generator<unknown, Result>, signal?: AbortSignal): Promise<Result | null> {
  for (;;) {
    const began = performance.now();
    while (performance.now() - began < slice) {
      if (signal?.aborted === true) return null;
      const step = work.next();
      if (step.done === true) return step.value;
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}
