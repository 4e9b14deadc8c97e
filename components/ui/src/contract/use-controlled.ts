import { useState } from 'react';

/** Whether two property values are the same as JSON; bound expressions make new objects that are equal. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  return JSON.stringify(left) === JSON.stringify(right);
}

/** State that a person changes and that follows the property whenever the property itself changes. */
export function useControlled<Value>(given: Value): readonly [Value, (value: Value) => void] {
  const [state, setState] = useState({ given, value: given });
  const current = sameValue(state.given, given) ? state : { given, value: given };
  if (current !== state) setState(current);
  return [current.value, (value) => setState({ given, value })];
}
