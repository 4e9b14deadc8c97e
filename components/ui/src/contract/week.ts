type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

interface WeekInfo {
  readonly firstDay: number;
  readonly weekend: readonly number[];
}

function weekOf(locale: string): WeekInfo {
  const described: Intl.Locale & { getWeekInfo?: () => WeekInfo } = new Intl.Locale(locale);
  return described.getWeekInfo?.() ?? { firstDay: 1, weekend: [6, 7] };
}

/** ISO counts Sunday as 7, calendars as 0. */
function asCalendarDay(day: number): Weekday {
  const days: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];
  return days[day % 7] ?? 0;
}

/** The day on which weeks start where the locale is spoken, 0 for Sunday. */
export function firstDayOfWeek(locale: string): Weekday {
  return asCalendarDay(weekOf(locale).firstDay);
}

export function weekendDays(locale: string): Weekday[] {
  return weekOf(locale).weekend.map(asCalendarDay);
}
