import { dayOfWeek } from '../values/calendar.ts';
import { parseNumber } from '../values/decimal.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from '../values/temporal.ts';
import { entryOf, FeelRange, type FeelValue, isContext } from '../values/value.ts';

/** `value.name`: an entry, a property that values of the kind have, or, of a list, those of its items (DMN 1.5 §10.3.2.5). */
export function propertyOf(value: FeelValue, name: string): FeelValue {
  if (value === null || typeof value !== 'object') return null;
  if (isContext(value)) return entryOf(value, name);
  if (Array.isArray(value)) return value.map((item: FeelValue) => propertyOf(item, name));
  if (value instanceof FeelDate) return dateProperty(value, name);
  if (value instanceof FeelTime) return timeProperty(value, name, name === 'time offset' ? value.offset : null);
  if (value instanceof FeelDateTime) {
    if (name === 'date') return value.date;
    if (name === 'time') return value.time;
    return dateProperty(value.date, name) ?? timeProperty(value.time, name, name === 'time offset' ? value.offset : null);
  }
  if (value instanceof DaysDuration) {
    const { days, hours, minutes, seconds } = value.parts;
    return name === 'days' ? days : name === 'hours' ? hours : name === 'minutes' ? minutes : name === 'seconds' ? seconds : null;
  }
  if (value instanceof YearsDuration) return name === 'years' || name === 'months' ? value.parts[name] : null;
  return value instanceof FeelRange ? rangeProperty(value, name) : null;
}

/** Whether a value has an entry or property of that name at all, be it null. */
export function hasProperty(value: FeelValue, name: string): boolean {
  return isContext(value) && Object.hasOwn(value, name);
}

function dateProperty(date: FeelDate, name: string): FeelValue {
  if (name === 'year' || name === 'month' || name === 'day') return date[name];
  return name === 'weekday' ? dayOfWeek(date.epochDay) : null;
}

function timeProperty(time: FeelTime, name: string, offset: number | null): FeelValue {
  switch (name) {
    case 'hour':
    case 'minute':
      return time[name];
    case 'second':
      return time.nanos === 0 ? time.second : parseNumber(`${time.second}.${String(time.nanos).padStart(9, '0')}`);
    case 'time offset':
      return offset === null ? null : DaysDuration.ofSeconds(offset);
    case 'timezone':
      return typeof time.place === 'string' ? time.place : null;
    default:
      return null;
  }
}

function rangeProperty(range: FeelRange, name: string): FeelValue {
  switch (name) {
    case 'start':
      return range.low;
    case 'end':
      return range.high;
    case 'start included':
      return range.lowIncluded;
    case 'end included':
      return range.highIncluded;
    default:
      return null;
  }
}
