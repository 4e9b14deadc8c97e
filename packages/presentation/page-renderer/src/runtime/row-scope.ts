import { batch, signal } from '@preact/signals-core';
import { type ExpressionLanguage, innerScope, type Scope } from './expressions.ts';

/** The scope of a row: `row` and `index` follow what the row becomes. */
export interface RowScope {
  readonly scope: Scope;
  set(row: Readonly<Record<string, unknown>>, index: number): void;
}

export function rowScope(outer: Scope, row: Readonly<Record<string, unknown>>, index: number, language: ExpressionLanguage): RowScope {
  const current = signal(row);
  const place = signal(index);
  const scope = innerScope(outer, {}, language);
  Object.defineProperties(scope, {
    row: { enumerable: true, get: () => current.value },
    index: { enumerable: true, get: () => place.value },
  });
  return {
    scope,
    set: (nextRow, nextIndex) =>
      batch(() => {
        current.value = nextRow;
        place.value = nextIndex;
      }),
  };
}
