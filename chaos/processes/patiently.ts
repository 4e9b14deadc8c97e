import { setTimeout as wait } from 'node:timers/promises';

/** Asks until it is answered: servers and the database are killed meanwhile. What is refused for good ends it. */
export async function patiently<Result>(ask: () => Promise<Result>, until: number): Promise<Result> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const { status = 503 } = error as { status?: number };
      if ((status >= 400 && status < 500 && status !== 409 && status !== 429) || Date.now() > until) throw error;
      await wait(100);
    }
  }
}
