import type { CompositePlan, PagePlan } from '@plinth/api-contract';
import { slotNames } from '@plinth/page-types';
import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { sameValue } from './same-value.ts';

type Plans = PagePlan['composites'];

/** The composites of an open page: each is planned once, and every place where it stands follows what it becomes. */
export class Composites {
  readonly #plans = new Map<string, Signal<CompositePlan>>();

  constructor(plans: Plans = {}) {
    for (const [key, plan] of Object.entries(plans)) this.#plans.set(key, signal(plan));
  }

  plan(key: string): ReadonlySignal<CompositePlan> | undefined {
    return this.#plans.get(key);
  }

  /** Goes on with changed plans of the same contracts; one that says the same stays the same object. */
  update(plans: Plans = {}): void {
    for (const [key, plan] of Object.entries(plans)) {
      const known = this.#plans.get(key);
      if (known !== undefined && !samePlan(known.peek(), plan)) known.value = plan;
    }
  }
}

function samePlan(before: CompositePlan, after: CompositePlan): boolean {
  return (
    before.components.length === after.components.length &&
    before.components.every((component, at) => component === after.components[at]) &&
    sameValue(before.page, after.page) &&
    sameValue(before.queries, after.queries)
  );
}

/** Whether two plans have the same composites, used in the same way. */
export function sameContracts(before: Plans = {}, after: Plans = {}): boolean {
  return sameValue(contracts(before), contracts(after));
}

function contracts(plans: NonNullable<Plans>): readonly unknown[] {
  return Object.entries(plans).map(([key, { page, components }]) => [
    key,
    Object.entries(page.parameters),
    Object.entries(page.composite?.events ?? {}),
    slotNames(components),
  ]);
}

/** The components that a page needs, those of its composites too; not what the same parts of a plan before it need. */
export function neededComponents({ components, composites = {} }: PagePlan, before?: PagePlan): readonly string[] {
  const needed = new Set<string>();
  for (const part of components.filter((each, at) => each !== before?.components[at])) needed.add(part.component);
  for (const composite of Object.values(composites)) for (const { component } of composite.components) needed.add(component);
  return [...needed];
}
