import { eventBusErrors } from '../errors.ts';

/** Waits for what handles an event, for so long. Throws `event-bus.hangs`; what is done later is in no transaction any more. */
export async function inTime(handled: Promise<void>, milliseconds: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(eventBusErrors.hangs({ seconds: Math.ceil(milliseconds / 1000) })), milliseconds);
  try {
    await Promise.race([handled, late.promise]);
  } finally {
    clearTimeout(timer);
    // Whoever waited is gone when it fails late.
    handled.catch(() => {});
  }
}
