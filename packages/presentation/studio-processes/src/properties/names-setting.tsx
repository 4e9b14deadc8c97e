import { Icon, useText } from '@plinth/component-kit';
import { type KeyboardEvent, useState } from 'react';
import { namesIn } from './names-in.ts';
import { PlainOrFeel, type TaskSettingProps } from './task-setting.tsx';

/** Something that can be named, with what people call it. */
export interface Nameable {
  readonly key: string;
  readonly label: string;
}

interface NamesSettingProps extends TaskSettingProps {
  readonly known?: readonly Nameable[];
  readonly placeholder?: string;
  /** A name begins to be written, or goes on, for what is known to be looked for. */
  onWrite?(typed: string): void;
}

/** Roles, groups or people one after the other, or FEEL that gives them. */
export function NamesSetting({ known = [], placeholder, onWrite, ...props }: NamesSettingProps) {
  return (
    <PlainOrFeel {...props}>
      {(id, plain) => (
        <Names id={id} names={namesIn(plain)} known={known} placeholder={placeholder} onKeep={props.onKeep} onWrite={onWrite} />
      )}
    </PlainOrFeel>
  );
}

interface NamesProps {
  readonly id: string;
  readonly names: readonly string[];
  readonly known: readonly Nameable[];
  readonly placeholder: string | undefined;
  onKeep(value: string): void;
  readonly onWrite: ((typed: string) => void) | undefined;
}

function Names({ id, names, known, placeholder, onKeep, onWrite }: NamesProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const add = (written: string) => {
    setTyped('');
    const next = [...new Set([...names, ...namesIn(written)])];
    if (next.length > names.length) onKeep(next.join(', '));
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && names.length > 0) onKeep(names.slice(0, -1).join(', '));
  };
  const labelOf = (name: string) => known.find(({ key }) => key === name)?.label || name;
  return (
    <div className="process-names">
      {names.map((name) => (
        <span key={name}>
          <bdi title={name}>{labelOf(name)}</bdi>
          <button
            type="button"
            aria-label={text('studio.bpmn.removeName', 'Remove {name}', { name: labelOf(name) })}
            onClick={() => onKeep(names.filter((each) => each !== name).join(', '))}
          >
            <Icon name="x" size={12} />
          </button>
        </span>
      ))}
      <input
        id={id}
        type="text"
        dir="auto"
        list={known.length === 0 && onWrite === undefined ? undefined : `${id}-known`}
        placeholder={names.length === 0 ? placeholder : undefined}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          // What is chosen from the list is taken at once; a comma ends what is typed.
          if (value.endsWith(',') || known.some(({ key }) => key === value)) add(value);
          else {
            setTyped(value);
            onWrite?.(value);
          }
        }}
        onFocus={() => onWrite?.(typed)}
        onBlur={() => add(typed)}
        onKeyDown={keys}
      />
      <datalist id={`${id}-known`}>
        {known
          .filter(({ key }) => !names.includes(key))
          .map(({ key, label }) => (
            <option key={key} value={key} label={label} />
          ))}
      </datalist>
    </div>
  );
}
