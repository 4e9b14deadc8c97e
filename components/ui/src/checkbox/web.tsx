import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { FieldNotes } from '../parts/field.tsx';
import { Toggle } from '../parts/toggle.tsx';
import type { checkbox } from './manifest.ts';

export function Checkbox(props: PropsOf<typeof checkbox>) {
  const input = useInput(props);
  return (
    <div>
      <Toggle input={input} kind="checkbox" />
      <FieldNotes input={input} />
    </div>
  );
}
