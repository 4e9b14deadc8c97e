import { useText } from '@plinth/component-kit';
import { useDeferredValue } from 'react';
import type { BindingTypes } from './binding-types.ts';
import { useDraft } from './text-editor.tsx';

interface ExpressionFieldProps {
  readonly id: string;
  readonly text: string;
  readonly kind: 'expression' | 'template';
  /** FEEL type of what it must give. */
  readonly expects: string;
  readonly rowsOf: string | undefined;
  readonly types: BindingTypes;
  onKeep(text: string): void;
}

/** FEEL as it is written: what it gives, or what is wrong, stands below it at each key. */
export function ExpressionField({ id, text, kind, expects, rowsOf, types, onKeep }: ExpressionFieldProps) {
  const say = useText();
  const draft = useDraft(text, onKeep);
  const checked = useDeferredValue(draft.value);
  const finding = checked.trim() === '' ? null : types.check(checked, kind, expects, rowsOf);
  return (
    <div className="property-expression" data-finding={finding === null ? 'none' : finding.ok ? 'good' : 'bad'}>
      <textarea
        id={id}
        className="property-code"
        rows={Math.min(6, Math.max(1, draft.value.split('\n').length))}
        spellCheck={false}
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
