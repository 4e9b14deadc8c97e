import { Slider as Track } from '@mantine/core';
import { useFormat } from '@plinth/component-kit';
import type { KeyboardEvent } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { Field } from '../parts/field.tsx';
import type { slider } from './manifest.ts';
import styles from './slider.module.css';

export function Slider(props: PropsOf<typeof slider>) {
  const { properties, events } = props;
  const { minimum, maximum, step, unit, showValue } = properties;
  const input = useInput(props);
  const format = useFormat();
  const value = Math.min(maximum, Math.max(minimum, Number(input.value ?? minimum)));
  const pace = step > 0 ? step : 1;
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'PageUp' ? 10 : event.key === 'PageDown' ? -10 : 0;
    if (by === 0 || input.disabled || input.readOnly) return;
    event.preventDefault();
    const next = Math.min(maximum, Math.max(minimum, value + by * pace));
    input.change(next);
    void events.changeEnd?.({ value: next });
  };
  const write = (number: number) => `${format.number(number)}${unit ? ` ${unit}` : ''}`;
  return (
    <Field input={input} group="group">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the thumb within has the role and the focus */}
      <div className={styles.slider} onKeyDown={press}>
        <Track
          className={styles.track}
          classNames={{ bar: styles.bar ?? '', thumb: styles.thumb ?? '' }}
          thumbProps={{ id: input.elementId, 'aria-valuetext': write(value) }}
          thumbLabel={input.label}
          label={null}
          min={minimum}
          max={maximum}
          step={pace}
          size={4}
          value={value}
          disabled={input.disabled || input.readOnly}
          onChange={input.change}
          onChangeEnd={(end) => void events.changeEnd?.({ value: end })}
        />
        {showValue ? <output className={styles.value}>{write(value)}</output> : null}
      </div>
    </Field>
  );
}
