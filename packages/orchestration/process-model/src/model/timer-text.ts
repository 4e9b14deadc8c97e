const duration = '-?P(?=.)[0-9YMWD]*(?:T[0-9HMS.]+)?';
const moment = '\\d{4,9}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)?)?';
const literal = new RegExp(`^(?:${duration}|${moment}|R\\d*/(?:${moment}/)?${duration})$`);

/** Whether the text of a timer is ISO 8601 itself, as tools write it, and not FEEL: `PT1H`, `2026-01-31T08:00:00Z`, `R3/PT10M`. */
export function isTimerText(text: string): boolean {
  return literal.test(text);
}
