import type { Option } from '../contract/option.ts';
import type { Input } from '../contract/use-input.ts';
import styles from './radio-choices.module.css';

interface RadioChoicesProps {
  readonly input: Input;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly segmented: boolean;
}

/** All choices at once, as radio buttons or as segments of one control. */
export function RadioChoices({ input, options, value, segmented }: RadioChoicesProps) {
  return (
    <div className={segmented ? styles.segments : styles.radios}>
      {options.map((option, index) => (
        <label key={option.value} className={segmented ? styles.segment : styles.radio}>
          <input
            type="radio"
            id={index === 0 ? input.elementId : undefined}
            name={input.elementId}
            className={segmented ? styles.unseen : styles.dot}
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
