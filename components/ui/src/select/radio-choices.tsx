import { useText } from '@plinth/component-kit';
import type { CSSProperties } from 'react';
import type { Option } from '../contract/option.ts';
import type { Input } from '../contract/use-input.ts';
import styles from './radio-choices.module.css';

interface RadioChoicesProps {
  readonly input: Input;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly look: 'radio' | 'segmented' | 'box';
  /** Rows of a box before it scrolls. */
  readonly rows: number;
}

const looks = {
  radio: { around: styles.radios, choice: styles.radio, mark: styles.dot },
  segmented: { around: styles.segments, choice: styles.segment, mark: styles.unseen },
  box: { around: styles.box, choice: styles.line, mark: styles.unseen },
} as const;

/** All choices at once, as radio buttons, as segments of one control, or as the lines of a box that scrolls. */
export function RadioChoices({ input, options, value, look, rows }: RadioChoicesProps) {
  const words = useText();
  const { around, choice, mark } = looks[look];
  const style: (CSSProperties & Record<`--${string}`, string>) | undefined = look === 'box' ? { '--box-rows': String(rows) } : undefined;
  return (
    <div className={around} style={style}>
      {look === 'box' && options.length === 0 ? <p className={styles.nothing}>{words('ui.select.nothing', 'Nothing found')}</p> : null}
      {options.map((option, index) => (
        <label key={option.value} className={choice}>
          <input
            type="radio"
            id={index === 0 ? input.elementId : undefined}
            name={input.elementId}
            className={mark}
            value={option.value}
            checked={option.value === value}
            disabled={input.disabled || input.readOnly || (option.disabled ?? false)}
            onChange={() => input.change(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
