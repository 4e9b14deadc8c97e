import type { FieldRecord } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { freeKey, isProposed, keyFromLabel } from '../definition/free-key.ts';
import { Choices } from './setting.tsx';
import { Words } from './words.tsx';

type Option = NonNullable<FieldRecord['options']>[number];

const tones = ['neutral', 'accent', 'good', 'warn', 'bad'] as const;

interface OptionListProps {
  readonly options: readonly Option[];
  onChange(options: readonly Option[]): void;
}

/** What can be chosen, one a line; a value follows its label until it is written by hand. */
export function OptionList({ options, onChange }: OptionListProps) {
  const text = useText();
  const names = {
    neutral: text('studio.tone.neutral', 'Plain'),
    accent: text('studio.tone.accent', 'Accent'),
    good: text('studio.tone.good', 'Good'),
    warn: text('studio.tone.warn', 'Warning'),
    bad: text('studio.tone.bad', 'Bad'),
  };
  const change = (at: number, changed: Option) => onChange(options.map((option, index) => (index === at ? changed : option)));
  const others = (at: number) => new Set(options.flatMap(({ value }, index) => (index === at ? [] : [value])));
  const move = (at: number, by: number) => {
    const moved = options.toSpliced(at, 1);
    const option = options[at];
    if (option !== undefined) onChange(moved.toSpliced(at + by, 0, option));
  };
  const relabel = (at: number, option: Option, label: string) => {
    const value = isProposed(option.value, option.label, 'option') ? freeKey(keyFromLabel(label, 'option'), others(at)) : option.value;
    change(at, { ...option, label, value });
  };
  const toneChoices = tones.map((value) => ({ value, label: names[value] }));
  return (
    <div className="data-options">
      {options.map((option, at) => {
        const number = at + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place, for its value is edited here
          <div key={at} className="data-option">
            <Words
              label={text('studio.optionLabel', 'Label of option {number}', { number })}
              value={option.label}
              onKeep={(label) => relabel(at, option, label)}
            />
            <ToolButton
              icon="arrow-up"
              label={text('studio.optionUp', 'Move option {number} up', { number })}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            />
            <ToolButton
              icon="x"
              label={text('studio.removeOption', 'Remove option {number}', { number })}
              disabled={options.length === 1}
              onClick={() => onChange(options.toSpliced(at, 1))}
            />
            <Words
              mono
              label={text('studio.optionKey', 'Value of option {number}', { number })}
              value={option.value}
              onKeep={(value) => change(at, { ...option, value: freeKey(value, others(at)) })}
            />
            <select
              aria-label={text('studio.optionTone', 'Tone of option {number}', { number })}
              value={option.tone ?? 'neutral'}
              onChange={({ currentTarget }) => change(at, { ...option, tone: currentTarget.value })}
            >
              <Choices value={option.tone ?? 'neutral'} choices={toneChoices} />
            </select>
          </div>
        );
      })}
      <ToolButton
        icon="plus"
        label={text('studio.addOption', 'Add an option')}
        onClick={() => {
          const value = freeKey(`option${options.length + 1}`, others(-1));
          onChange([...options, { value, label: text('studio.newOption', 'Option {number}', { number: options.length + 1 }) }]);
        }}
      >
        <span>{text('studio.addOption', 'Add an option')}</span>
      </ToolButton>
    </div>
  );
}
