import { useText } from '@plinth/component-kit';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { ToolButton, useDraft } from '@plinth/studio-frame';
import type { EditorProps } from './editor.ts';

type Option = Readonly<Record<string, JsonValue>>;

/** Values with their labels, one a line. */
export function OptionList({ value, label, onChange }: EditorProps) {
  const text = useText();
  const options = Array.isArray(value) ? value.filter((option): option is Option => isJsonObject(option)) : [];
  const change = (at: number, changed: Option | null) =>
    onChange(options.flatMap((option, index) => (index !== at ? [option] : changed === null ? [] : [changed])));
  return (
    <div className="property-list">
      {options.map((option, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place, for its value is edited here
        <div key={index} className="property-list-row">
          <OptionText
            label={`${label} ${index + 1}`}
            value={String(option.label ?? '')}
            onKeep={(words) => change(index, { ...option, label: words })}
          />
          <OptionText
            label={text('studio.optionValue', 'Value of {label} {number}', { label, number: index + 1 })}
            value={String(option.value ?? '')}
            onKeep={(words) => change(index, { ...option, value: words })}
          />
          <ToolButton
            icon="x"
            label={text('studio.removeOption', 'Remove option {number}', { number: index + 1 })}
            onClick={() => change(index, null)}
          />
        </div>
      ))}
      <ToolButton
        icon="plus"
        label={text('studio.addOption', 'Add an option')}
        onClick={() => onChange([...options, { value: `option${options.length + 1}`, label: `Option ${options.length + 1}` }])}
      >
        <span>{text('studio.addOption', 'Add an option')}</span>
      </ToolButton>
    </div>
  );
}

function OptionText({ label, value, onKeep }: { readonly label: string; readonly value: string; onKeep(text: string): void }) {
  return <input type="text" aria-label={label} {...useDraft(value, onKeep)} />;
}
