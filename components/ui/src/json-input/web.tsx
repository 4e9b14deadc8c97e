import { useText } from '@plinth/component-kit';
import { useState } from 'react';
import { classNames } from '../contract/class-names.ts';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import control from '../parts/control.module.css';
import { Field } from '../parts/field.tsx';
import type { jsonInput } from './manifest.ts';
import { readJson } from './read-json.ts';

export function JsonInput(props: PropsOf<typeof jsonInput>) {
  const input = useInput(props);
  const words = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const written = input.value === null || input.value === undefined ? '' : JSON.stringify(input.value, null, 2);
  const settle = () => {
    if (typed === null) return;
    const read = readJson(typed);
    if ('value' in read) {
      setTyped(null);
      input.change(read.value);
      input.complain(null);
      return;
    }
    input.complain(
      read.line === null
        ? words('ui.jsonInput.invalid', 'This is not JSON.')
        : words('ui.jsonInput.invalidAt', 'This is not JSON: look at line {line}, column {column}.', {
            line: read.line,
            column: read.column,
          }),
    );
  };
  return (
    <Field input={input}>
      <span
        className={control.control}
        data-invalid={input.error ? true : undefined}
        data-read-only={input.readOnly || undefined}
        data-disabled={input.disabled || undefined}
      >
        <textarea
          id={input.elementId}
          {...input.aria}
          className={classNames(control.input, control.area)}
          data-code
          dir="ltr"
          spellCheck={false}
          rows={props.properties.rows}
          style={{ minBlockSize: `calc(${props.properties.rows} * 1.5em + 10px)` }}
          readOnly={input.readOnly}
          disabled={input.disabled}
          value={typed ?? written}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={settle}
        />
      </span>
    </Field>
  );
}
