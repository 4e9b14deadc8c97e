import type { Option } from '../contract/option.ts';
import type { Input } from '../contract/use-input.ts';
import toggles from '../parts/toggle.module.css';
import styles from './checkbox-choices.module.css';

interface CheckboxChoicesProps {
  readonly input: Input;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
}

/** All choices at once, each to tick. */
export function CheckboxChoices({ input, options, chosen, onToggle }: CheckboxChoicesProps) {
  return (
    <div className={styles.choices}>
      {options.map((option, index) => (
        <label key={option.value} className={toggles.toggle} data-disabled={input.disabled || undefined}>
          <input
            type="checkbox"
            id={index === 0 ? input.elementId : undefined}
            className={toggles.box}
            data-kind="checkbox"
            checked={chosen.includes(option.value)}
            disabled={input.disabled || input.readOnly || (option.disabled ?? false)}
            onChange={() => onToggle(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
