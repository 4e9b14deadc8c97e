import { setTimeout as wait } from 'node:timers/promises';
import { KafkaRefusal } from './kafka-refusal.ts';

const attempts = 6;
const pauseMilliseconds = 200;

/** Asks again where a broker is not, or not yet, the one to ask: it has kept nothing, and another one is the one, or will be in a moment. */
export async function askedAgain<Result>(signal: AbortSignal, ask: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof KafkaRefusal && error.passes) || attempt === attempts) throw error;
      await wait(pauseMilliseconds * attempt, undefined, { signal });
    }
  }
}
