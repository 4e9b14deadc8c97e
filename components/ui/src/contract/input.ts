import type { UiEvent, UiOutput } from '@plinth/component-contract';
import type { Property } from './define-component.ts';
import { field, flag, longWords, words } from './properties.ts';

type InputProperties<Value> = {
  readonly label: ReturnType<typeof longWords>;
  readonly value: Property<Value>;
  readonly field: ReturnType<typeof field>;
  readonly help: ReturnType<typeof longWords>;
  readonly required: Property<boolean>;
  readonly readOnly: Property<boolean>;
  readonly disabled: Property<boolean>;
  readonly error: ReturnType<typeof longWords>;
  readonly labelHidden: Property<boolean>;
  readonly autoFocus: Property<boolean>;
};

/** The properties of every input, with its own between value and help. */
export function inputProperties<Value, Own extends Readonly<Record<string, Property>>>(
  value: Property<Value>,
  own: Own,
): InputProperties<Value> & Own {
  return {
    label: words('Label'),
    value,
    field: field('Field of the form around it'),
    ...own,
    help: longWords('Help'),
    required: flag('Required'),
    readOnly: flag('Read-only'),
    disabled: flag('Disabled'),
    error: longWords('Error'),
    labelHidden: flag('Only tell the label to screen readers'),
    autoFocus: flag('Focus when the page opens'),
  };
}

/** The events of every input; `event.value` has the input's type. */
export function inputEvents(feelType: string): { readonly change: UiEvent } {
  return { change: { label: 'Changed', payload: `context<value: ${feelType}>` } };
}

/** What every input offers to the page's expressions. */
export function inputOutputs(feelType: string): Readonly<Record<string, UiOutput>> {
  return { value: { label: 'Value', feelType }, valid: { label: 'Whether the value is allowed', feelType: 'boolean' } };
}
