const duration = '-?P(?=.)[0-9YMWD]*(?:T[0-9HMS.]+)?';
const moment = '\\d{4,9}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)?)?';
const literal = new RegExp(`^(?:${duration}|${moment}|R\\d*/(?:${moment}/)?${duration})$`);

const field = '[\\d*][\\d*,/A-Za-z-]*|[A-Za-z]{3}[\\d*,/A-Za-z-]*';
const cron = new RegExp(`^(?:${field})(?:\\s+(?:${field}|\\?)){4,6}(?:\\s+[A-Z][A-Za-z_]*(?:/[A-Za-z0-9_+-]+)*)?$`);

/** Whether the text of a timer is written as cron, perhaps with the zone that it is meant in: `0 8 * * 1-5 Europe/Berlin`. */
export function isCronText(text: string): boolean {
  return cron.test(text.replace(/^"(.*)"$/, '$1'));
}

/** Whether the text of a timer is ISO 8601 itself, as tools write it, and not FEEL: `PT1H`, `2026-01-31T08:00:00Z`, `R3/PT10M`. */
export function isTimerText(text: string): boolean {
  return literal.test(text);
}
