import type { Place } from '../syntax/ast.ts';
import { isNumber, kindOf } from '../values/comparison.ts';
import type { FeelValue } from '../values/value.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** `list[condition]` or `list[position]`; the item looked at is the local variable at `depth`. `steps`: what each item takes. */
export function filter(of: Run, condition: Run, depth: number, byPosition: boolean, place: Place, steps = 1): Run {
  return (frame) => {
    const value = of(frame);
    const list: readonly FeelValue[] = Array.isArray(value) ? value : value === null ? [] : [value];
    frame.locals[depth] = list[0] ?? null;
    if (byPosition || list.length === 0) return itemAt(list, condition(frame), frame, place);
    const kept: FeelValue[] = [];
    for (const [index, item] of list.entries()) {
      frame.step(steps);
      frame.locals[depth] = item;
      const passed = condition(frame);
      if (index === 0 && isNumber(passed)) return itemAt(list, passed, frame, place);
      if (passed === true) kept.push(item);
    }
    return kept;
  };
}

function itemAt(list: readonly FeelValue[], position: FeelValue, frame: Frame, place: Place): FeelValue {
  if (typeof position === 'number' && position !== 0) {
    const index = position > 0 ? position - 1 : list.length + position;
    return index in list ? (list[index] ?? null) : frame.nothing(place, `there is no item ${position} among ${list.length}`);
  }
  return list.length === 0 ? [] : frame.nothing(place, `${kindOf(position)} is neither a condition nor a position`);
}
