import { useText } from '@plinth/component-kit';
import type { ContextType } from '@plinth/expression';
import { ExpressionInput } from '@plinth/studio-expressions';
import { ToolButton, useDraft } from '@plinth/studio-frame';
import { type ReactNode, useState } from 'react';
import { Setting } from './setting.tsx';

export interface TaskSettingProps {
  readonly label: string;
  readonly help?: string | undefined;
  /** As the attribute has it: a text, or FEEL behind `=`. */
  readonly value: string;
  readonly scope: ContextType;
  /** FEEL type of what an expression must give; anything where absent. */
  readonly expects?: string;
  onKeep(value: string): void;
}

interface PlainOrFeelProps extends TaskSettingProps {
  /** What nobody has written yet is most often an expression. */
  readonly isMostlyFeel?: boolean;
  /** Where the text is written, where it is no expression. */
  readonly children: (id: string, plain: string) => ReactNode;
}

/** A setting of a task: something plain, or FEEL. Changing from one to the other keeps what is there until something else is written. */
export function PlainOrFeel({ label, help, value, scope, expects = 'any', isMostlyFeel = false, onKeep, children }: PlainOrFeelProps) {
  const text = useText();
  const written = /^\s*=\s*([\s\S]*)$/.exec(value)?.[1];
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isFeel = chosen ?? (written !== undefined || (value === '' && isMostlyFeel));
  const feel = written ?? (value === '' ? '' : JSON.stringify(value));
  return (
    <Setting
      label={label}
      help={help}
      action={
        <ToolButton
          icon="code"
          label={text('studio.bpmn.expressionFor', 'Expression: {name}', { name: label })}
          pressed={isFeel}
          onClick={() => setChosen(!isFeel)}
        />
      }
    >
      {(id) =>
        isFeel ? (
          <ExpressionInput
            id={id}
            text={feel}
            kind="expression"
            scope={scope}
            expects={expects}
            onKeep={(next) => onKeep(next.trim() === '' ? '' : `=${next}`)}
          />
        ) : (
          children(id, written === undefined ? value : '')
        )
      }
    </Setting>
  );
}

interface TextOrFeelProps extends TaskSettingProps {
  readonly placeholder?: string;
  readonly isMostlyFeel?: boolean;
  readonly suggestions?: readonly string[];
  /** It begins to be written, or goes on, for suggestions to be looked for. */
  onWrite?(typed: string): void;
}

/** A setting that is a line of text, or FEEL. */
export function TextOrFeel({ placeholder, suggestions = [], onWrite, ...props }: TextOrFeelProps) {
  return (
    <PlainOrFeel {...props}>
      {(id, plain) => (
        <PlainText id={id} value={plain} placeholder={placeholder} suggestions={suggestions} onKeep={props.onKeep} onWrite={onWrite} />
      )}
    </PlainOrFeel>
  );
}

interface PlainTextProps {
  readonly id: string;
  readonly value: string;
  readonly placeholder: string | undefined;
  readonly suggestions: readonly string[];
  onKeep(value: string): void;
  readonly onWrite: ((typed: string) => void) | undefined;
}

function PlainText({ id, value, placeholder, suggestions, onKeep, onWrite }: PlainTextProps) {
  const draft = useDraft(value, (written) => onKeep(written.trim()));
  return (
    <>
      <input
        id={id}
        type="text"
        dir="auto"
        list={suggestions.length === 0 && onWrite === undefined ? undefined : `${id}-known`}
        placeholder={placeholder}
        onInput={({ currentTarget }) => onWrite?.(currentTarget.value)}
        {...draft}
        onFocus={({ currentTarget }) => onWrite?.(currentTarget.value)}
      />
      <datalist id={`${id}-known`}>
        {suggestions.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}
