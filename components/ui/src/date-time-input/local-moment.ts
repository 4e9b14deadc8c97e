/** Date and time of a moment in the person's time zone; null where it is no moment. */
export function localParts(value: unknown): { readonly date: string; readonly time: string } | null {
  if (value === null || value === undefined || value === '') return null;
  const moment = new Date(String(value));
  if (Number.isNaN(moment.getTime())) return null;
  const two = (part: number) => String(part).padStart(2, '0');
  return {
    date: `${String(moment.getFullYear()).padStart(4, '0')}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`,
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  };
}

/** The moment, in universal time, of a local date and time. */
export function momentOf(date: string, time: string): string {
  return new Date(`${date}T${time.slice(0, 5)}:00`).toISOString();
}
