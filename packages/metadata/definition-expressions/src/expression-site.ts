import type { DefinitionRecord } from '@plinth/app-definition';
import type { ContextType, Diagnostic, FeelType } from '@plinth/expression';

export type Steps = readonly (string | number)[];

/** An expression of a definition: where it stands, what it may name, and what it must give. */
export interface ExpressionSite {
  readonly record: DefinitionRecord;
  /** From the record to the text that holds it. */
  readonly steps: Steps;
  readonly kind: 'expression' | 'template' | 'tests';
  readonly text: string;
  /** What stands before it in what was written, such as the sign of an expression. */
  readonly before: string;
  /** The names in scope, as far as whoever runs it can rely on them: by these it is checked. */
  readonly scope: ContextType;
  /** The same with everything that can be known about them: by these it is told what it uses. */
  readonly known: ContextType;
  /** What it must give; null where anything will do. */
  readonly expects: FeelType | null;
  /** Whether anything that has a text will do for a text. */
  readonly shown?: boolean;
  /** The findings that count; all where absent. */
  readonly codes?: readonly Diagnostic['code'][];
}
