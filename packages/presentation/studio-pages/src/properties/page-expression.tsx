import { ExpressionInput, type ExpressionInputProps } from '@plinth/studio-expressions';
import { useSignalAfterPaint } from '@plinth/studio-frame';
import { useMemo } from 'react';
import { usePageWork } from '../page-work.ts';
import type { BindingTypes } from './binding-types.ts';

interface PageExpressionProps extends Omit<ExpressionInputProps, 'scope' | 'preview'> {
  readonly types: BindingTypes;
  /** The query whose rows stand around it. */
  readonly rowsOf: string | undefined;
}

/** An expression of the page, with what it gives on the canvas now. */
export function PageExpression({ types, rowsOf, ...given }: PageExpressionProps) {
  const layout = useSignalAfterPaint(usePageWork().layout);
  // What is drawn elsewhere may have other values.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const preview = useMemo(() => types.values(rowsOf), [types, rowsOf, layout]);
  return <ExpressionInput {...given} scope={types.scope(rowsOf)} preview={preview} />;
}
