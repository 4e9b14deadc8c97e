import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { FieldNotes } from '../parts/field.tsx';
import { Toggle } from '../parts/toggle.tsx';
import type { switchInput } from './manifest.ts';

export function Switch(props: PropsOf<typeof switchInput>) {
  const input = useInput(props);
  return (
    <div>
      <Toggle input={input} kind="switch" />
      <FieldNotes input={input} />
    </div>
  );
}
