import './studio-expressions.css';
import { useText } from '@plinth/component-kit';
import type { ContextType } from '@plinth/expression';
import { useDraft } from '@plinth/studio-frame';
import { useDeferredValue } from 'react';
import { checkExpression, type ExpressionKind } from './expression-finding.ts';

export interface ExpressionInputProps {
  readonly id: string;
  readonly text: string;
  readonly kind: ExpressionKind;
  /** The names that it may use, with their types. */
  readonly scope: ContextType;
  /** FEEL type of what it must give. */
  readonly expects: string;
  /** For what no `label` element names. */
  readonly label?: string | undefined;
  /** Called when it is left or Enter is pressed, where the text is another one. */
  onKeep(text: string): void;
}

/** FEEL as it is written: what it gives, or what is wrong, stands below it at each key. */
export function ExpressionInput({ id, text, kind, scope, expects, label, onKeep }: ExpressionInputProps) {
  const say = useText();
  const draft = useDraft(text, onKeep);
  const checked = useDeferredValue(draft.value);
  const finding = checked.trim() === '' ? null : checkExpression(checked, kind, scope, expects);
  return (
    <div className="expression-input" data-finding={finding === null ? 'none' : finding.ok ? 'good' : 'bad'}>
      <textarea
        id={id}
        rows={Math.min(6, Math.max(1, draft.value.split('\n').length))}
        spellCheck={false}
        aria-label={label}
        aria-invalid={finding?.ok === false || undefined}
        aria-describedby={`${id}-finding`}
        {...draft}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            event.currentTarget.blur();
          } else draft.onKeyDown(event);
        }}
      />
      <p id={`${id}-finding`} role="status">
        {finding === null
          ? say('studio.noExpression', 'Write FEEL, such as state.name.')
          : finding.ok
            ? say('studio.gives', 'gives {type}', { type: finding.type })
            : `${finding.message} ${finding.hint}`}
      </p>
    </div>
  );
}
