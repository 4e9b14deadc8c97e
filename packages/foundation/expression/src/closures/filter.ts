import { isNumber } from '../values/comparison.ts';
import type { FeelValue } from '../values/value.ts';
import type { Run } from './run.ts';

/** `list[condition]` or `list[position]`; the item looked at is the local variable at `depth`. */
export function filter(of: Run, condition: Run, depth: number, byPosition: boolean): Run {
  return (frame) => {
    const value = of(frame);
    const list: readonly FeelValue[] = Array.isArray(value) ? value : value === null ? [] : [value];
    frame.locals[depth] = list[0] ?? null;
    if (byPosition || list.length === 0) return itemAt(list, condition(frame));
    const kept: FeelValue[] = [];
    for (const [index, item] of list.entries()) {
      frame.step(1);
      frame.locals[depth] = item;
      const passed = condition(frame);
      if (index === 0 && isNumber(passed)) return itemAt(list, passed);
      if (passed === true) kept.push(item);
    }
    return kept;
  };
}

function itemAt(list: readonly FeelValue[], position: FeelValue): FeelValue {
  if (typeof position === 'boolean') return list.length === 0 ? [] : null;
  if (typeof position !== 'number' || position === 0) return list.length === 0 ? [] : null;
  return list[position > 0 ? position - 1 : list.length + position] ?? null;
}
