const iso = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const typed =
  /^(-?)\s*(?:(\d+)\s*y)?\s*(?:(\d+)\s*mo)?\s*(?:(\d+)\s*w)?\s*(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+(?:\.\d+)?)\s*s)?$/i;
const clock = /^(-?)(\d+):(\d{2})(?::(\d{2}))?$/;

interface Parts {
  readonly negative: boolean;
  /** Years, months, weeks, days, hours, minutes, seconds. */
  readonly amounts: readonly number[];
}

function partsOf(match: RegExpExecArray | null): Parts | null {
  if (!match || match.slice(2).every((part) => part === undefined)) return null;
  return { negative: match[1] === '-', amounts: match.slice(2).map((part) => Number(part ?? 0)) };
}

function parse(text: string): Parts | null {
  const trimmed = text.trim();
  const time = clock.exec(trimmed);
  if (time) return { negative: time[1] === '-', amounts: [0, 0, 0, 0, Number(time[2]), Number(time[3]), Number(time[4] ?? 0)] };
  return partsOf(iso.exec(trimmed)) ?? partsOf(typed.exec(trimmed));
}

/** Reads `1d 2h 30m`, `2:30` or ISO 8601 and gives ISO 8601; null where it is none. Years and months never mix with days and time. */
export function readDuration(text: string): string | null {
  const parts = parse(text);
  if (!parts) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.amounts;
  const calendar = years + months > 0;
  if (calendar && weeks + days + hours + minutes + seconds > 0) return null;
  const sign = parts.negative ? '-' : '';
  const unit = (amount: number, letter: string) => (amount > 0 ? `${amount}${letter}` : '');
  if (calendar) return `${sign}P${unit(years, 'Y')}${unit(months, 'M')}`;
  const date = unit(weeks * 7 + days, 'D');
  const time = unit(hours, 'H') + unit(minutes, 'M') + unit(seconds, 'S');
  return date || time ? `${sign}P${date}${time ? `T${time}` : ''}` : 'PT0S';
}

/** Writes ISO 8601 as people type it: `1d 2h 30m`. */
export function writeDuration(duration: string): string {
  const parts = parse(duration);
  if (!parts) return duration;
  const letters = ['y', 'mo', 'w', 'd', 'h', 'm', 's'];
  const words = parts.amounts.flatMap((amount, index) => (amount > 0 ? [`${amount}${letters[index]}`] : []));
  return words.length === 0 ? '0m' : `${parts.negative ? '-' : ''}${words.join(' ')}`;
}

/** Length in seconds, to compare; months count 30 days and years 365. */
export function durationSeconds(duration: string): number | null {
  const parts = parse(duration);
  if (!parts) return null;
  const lengths = [31_536_000, 2_592_000, 604_800, 86_400, 3600, 60, 1];
  const total = parts.amounts.reduce((sum, amount, index) => sum + amount * (lengths[index] ?? 0), 0);
  return parts.negative ? -total : total;
}
