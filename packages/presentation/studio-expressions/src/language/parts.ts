import { expressionsIn } from '@plinth/expression';
import type { ExpressionKind } from '../expression-finding.ts';

/** An expression within what is written. */
export interface Part {
  readonly from: number;
  readonly text: string;
}

/** The expressions of what is written: all of it, or what stands between the braces of a template. */
export function partsOf(text: string, kind: ExpressionKind): readonly Part[] {
  if (kind === 'expression') return [{ from: 0, text }];
  return expressionsIn(text).map(({ from, to }) => ({ from, text: text.slice(from, to) }));
}

/** The expression that a place is part of; null in the plain text of a template. */
export function partAt(text: string, kind: ExpressionKind, at: number): Part | null {
  return partsOf(text, kind).find((part) => part.from <= at && at <= part.from + part.text.length) ?? null;
}
