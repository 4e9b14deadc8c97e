import type { PagePlan } from '@plinth/api-contract';
import { component, planOf } from './section-plan.ts';

/** Components that are bound, each to a value of its own; a hundred of them in each stack. */
export const changingCount = 5000;
export const stackSize = 100;

const changingKinds = ['text', 'badge', 'heading', 'stat'] as const;

export function kindOf(index: number): (typeof changingKinds)[number] {
  return changingKinds[index % changingKinds.length] ?? 'text';
}

/** What a component of that index says when its value is the given one. */
export function saidOf(index: number, value: number): string {
  switch (kindOf(index)) {
    case 'text':
      return `Item ${value}`;
    case 'badge':
      return String(value);
    case 'heading':
      return `Part ${value}`;
    case 'stat':
      return counts.format(value * 2);
  }
}

const counts = new Intl.NumberFormat('en');

export function changePlan(): PagePlan {
  const state: Record<string, { type: string; initial: unknown }> = {};
  const components = [];
  for (let index = 0; index < changingCount; index++) {
    const name = `v${index}`;
    state[name] = { type: 'number', initial: index };
    const stack = `stack${Math.floor(index / stackSize)}`;
    if (index % stackSize === 0) components.push(component(stack, null, 'stack', { properties: { gap: '1' } }));
    components.push(component(`c${index}`, stack, kindOf(index), { properties: bound(index, `state.${name}`) }));
  }
  return planOf(components, state);
}

function bound(index: number, value: string): Readonly<Record<string, unknown>> {
  switch (kindOf(index)) {
    case 'text':
      return { text: `Item {{ ${value} }}` };
    case 'badge':
      return { text: `{{ ${value} }}` };
    case 'heading':
      return { text: `= "Part " + string(${value})`, level: '4' };
    case 'stat':
      return { label: 'Twice', value: `= ${value} * 2` };
  }
}
