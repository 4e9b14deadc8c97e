import type { ContextType } from '@plinth/expression';
import { ExpressionInput } from '@plinth/studio-expressions';
import { useId } from 'react';

interface QueryExpressionProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly expects: string;
  readonly scope: ContextType;
  onKeep(text: string | undefined): void;
}

/** FEEL of a query, which is no property and has no sign before it. */
export function QueryExpression({ label, value, expects, scope, onKeep }: QueryExpressionProps) {
  const id = useId();
  return (
    <div className="property" data-wide="" data-written={value === undefined ? undefined : ''}>
      <label htmlFor={id}>{label}</label>
      <ExpressionInput
        id={id}
        text={value ?? ''}
        kind="expression"
        expects={expects}
        scope={scope}
        onKeep={(kept) => onKeep(kept.trim() === '' ? undefined : kept)}
      />
    </div>
  );
}
