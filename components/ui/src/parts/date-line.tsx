import { Popover } from '@mantine/core';
import { Icon, useRenderServices, useText } from '@plinth/component-kit';
import { lazy, Suspense, useState } from 'react';
import { datePattern, readDate, writeDate } from '../contract/date-entry.ts';
import type { Input } from '../contract/use-input.ts';
import control from './control.module.css';
import { Line } from './line-input.tsx';

const Calendar = lazy(() => import('./calendar.tsx'));

interface DateLineProps {
  readonly input: Input;
  /** `2026-11-24` or null. */
  readonly date: string | null;
  readonly onDate: (date: string | null) => void;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly placeholder?: string | null | undefined;
  readonly label?: string;
}

/** A date that is typed or chosen in a calendar. */
export function DateLine({ input, date, onDate, minimum, maximum, placeholder, label }: DateLineProps) {
  const { locale } = useRenderServices();
  const words = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const pattern = datePattern(locale, {
    day: words('ui.dateInput.day', 'DD'),
    month: words('ui.dateInput.month', 'MM'),
    year: words('ui.dateInput.year', 'YYYY'),
  });
  const locked = input.readOnly || input.disabled;

  const refuse = (day: string): string | null => {
    if (minimum !== null && day < minimum)
      return words('ui.dateInput.early', 'Choose {date} or later.', { date: writeDate(minimum, locale) });
    if (maximum !== null && day > maximum)
      return words('ui.dateInput.late', 'Choose {date} or earlier.', { date: writeDate(maximum, locale) });
    return null;
  };
  const settle = (day: string | null) => {
    setTyped(null);
    onDate(day);
    input.complain(day === null ? null : refuse(day));
  };
  const leave = () => {
    if (typed === null) return;
    if (typed.trim() === '') return settle(null);
    const day = readDate(typed, locale);
    if (day !== null) return settle(day);
    onDate(null);
    input.complain(words('ui.dateInput.invalid', 'Write a date like {pattern}.', { pattern }));
  };

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus withinPortal shadow="md">
      <Line
        input={input}
        {...(label ? { 'aria-label': label } : {})}
        text={typed ?? (date === null ? '' : writeDate(date, locale))}
        placeholder={placeholder ?? pattern}
        figures
        autoComplete="off"
        onText={setTyped}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave();
          if (event.altKey && event.key === 'ArrowDown' && !locked) {
            event.preventDefault();
            leave();
            setOpen(true);
          }
        }}
        trailing={
          <Popover.Target>
            <button
              type="button"
              className={control.side}
              aria-label={words('ui.dateInput.open', 'Open the calendar of {label}', { label: input.label })}
              disabled={locked}
              onClick={() => setOpen(!open)}
            >
              <Icon name="calendar" size={16} />
            </button>
          </Popover.Target>
        }
      />
      <Popover.Dropdown className={control.popover} aria-label={words('ui.dateInput.calendar', 'Calendar')}>
        <Suspense fallback={null}>
          {open ? (
            <Calendar
              date={date}
              minimum={minimum}
              maximum={maximum}
              onDate={(day) => {
                settle(day);
                setOpen(false);
              }}
            />
          ) : null}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
