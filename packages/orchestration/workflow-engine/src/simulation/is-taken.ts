import { PlinthError } from '@plinth/foundation';

/** Whether something took what it was given; false where it was refused with this code. */
export function isTaken(give: () => void, refusal: string): boolean {
  try {
    give();
    return true;
  } catch (error) {
    if (error instanceof PlinthError && error.code === refusal) return false;
    throw error;
  }
}
