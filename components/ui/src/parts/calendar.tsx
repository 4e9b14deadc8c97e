import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';
import { useRenderServices, useText } from '@plinth/component-kit';
import { firstDayOfWeek, weekendDays } from '../contract/week.ts';
import styles from './calendar.module.css';

interface CalendarProps {
  readonly date: string | null;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly onDate: (date: string | null) => void;
}

/** A month to choose a day from; loaded when it is first opened. */
export default function Calendar({ date, minimum, maximum, onDate }: CalendarProps) {
  const { locale } = useRenderServices();
  const words = useText();
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (day: string | Date) => format.format(new Date(`${String(day).slice(0, 10)}T00:00:00Z`));
  };
  const month = write({ month: 'long', year: 'numeric' });
  const long = write({ day: 'numeric', month: 'long', year: 'numeric', weekday: 'long' });
  return (
    <DatePicker
      className={styles.calendar}
      value={date}
      {...(date ? { defaultDate: date } : {})}
      onChange={onDate}
      {...(minimum ? { minDate: minimum } : {})}
      {...(maximum ? { maxDate: maximum } : {})}
      firstDayOfWeek={firstDayOfWeek(locale)}
      weekendDays={weekendDays(locale)}
      hideOutsideDates
      highlightToday
      monthLabelFormat={month}
      weekdayFormat={write({ weekday: 'short' })}
      monthsListFormat={undefined}
      getDayAriaLabel={long}
      ariaLabels={{
        previousMonth: words('ui.calendar.previousMonth', 'Month before'),
        nextMonth: words('ui.calendar.nextMonth', 'Month after'),
        previousYear: words('ui.calendar.previousYear', 'Year before'),
        nextYear: words('ui.calendar.nextYear', 'Year after'),
        previousDecade: words('ui.calendar.previousDecade', 'Ten years before'),
        nextDecade: words('ui.calendar.nextDecade', 'Ten years after'),
      }}
    />
  );
}
