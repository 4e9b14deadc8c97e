import { useText } from '@plinth/component-kit';
import { useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { DateLine } from '../parts/date-line.tsx';
import { Field } from '../parts/field.tsx';
import { Line } from '../parts/line-input.tsx';
import styles from './date-time-input.module.css';
import { localParts, momentOf } from './local-moment.ts';
import type { dateTimeInput } from './manifest.ts';

export function DateTimeInput(props: PropsOf<typeof dateTimeInput>) {
  const { properties } = props;
  const input = useInput(props);
  const words = useText();
  const kept = localParts(input.value);
  const [half, setHalf] = useState<{ readonly date: string | null; readonly time: string }>({ date: null, time: '' });
  const date = kept?.date ?? half.date;
  const time = kept?.time ?? half.time;
  const minimum = properties.minimum ?? input.description?.minimum;
  const maximum = properties.maximum ?? input.description?.maximum;
  const change = (nextDate: string | null, nextTime: string) => {
    setHalf({ date: nextDate, time: nextTime });
    const moment = nextDate === null ? null : momentOf(nextDate, nextTime === '' ? '00:00' : nextTime);
    input.change(moment);
    input.complain(refuse(moment));
  };
  const refuse = (moment: string | null): string | null => {
    if (moment === null) return null;
    if (minimum && Date.parse(moment) < Date.parse(minimum)) return words('ui.dateTimeInput.early', 'Choose a later moment.');
    if (maximum && Date.parse(moment) > Date.parse(maximum)) return words('ui.dateTimeInput.late', 'Choose an earlier moment.');
    return null;
  };
  return (
    <Field input={input} group="group">
      <div className={styles.parts}>
        <DateLine
          input={input}
          label={words('ui.dateTimeInput.date', 'Date')}
          date={date}
          onDate={(next) => change(next, time)}
          minimum={minimum?.slice(0, 10) ?? null}
          maximum={maximum?.slice(0, 10) ?? null}
        />
        <Line
          input={{ ...input, elementId: `${input.elementId}-time` }}
          aria-label={words('ui.dateTimeInput.time', 'Time')}
          type="time"
          step={60}
          figures
          text={time}
          onText={(next) => change(date, next)}
        />
      </div>
    </Field>
  );
}
