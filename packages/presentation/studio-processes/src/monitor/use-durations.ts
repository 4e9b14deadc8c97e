import { useFormat, useText } from '@plinth/component-kit';
import { useCallback } from 'react';
import { inLargestUnit } from './heat.ts';

/** Writes seconds as short as they fit on a shape. */
export function useDurations(): (seconds: number) => string {
  const text = useText();
  const format = useFormat();
  return useCallback(
    (seconds) => {
      const { unit, value } = inLargestUnit(seconds);
      const time = format.number(value);
      switch (unit) {
        case 'ms':
          return text('studio.run.milliseconds', '{time} ms', { time });
        case 's':
          return text('studio.run.seconds', '{time} s', { time });
        case 'min':
          return text('studio.run.minutes', '{time} min', { time });
        case 'h':
          return text('studio.run.hours', '{time} h', { time });
        case 'd':
          return text('studio.run.days', '{time} d', { time });
      }
    },
    [text, format],
  );
}
