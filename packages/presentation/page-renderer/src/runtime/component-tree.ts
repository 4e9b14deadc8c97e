import type { PagePlan, PlanComponent } from '@plinth/api-contract';

/** A component of the plan with those inside it, by slot. */
export interface ComponentNode {
  readonly plan: PlanComponent;
  readonly slots: ReadonlyMap<string, readonly ComponentNode[]>;
}

/** The plan's flat components as a tree, in the plan's order. What names a parent that is not there is left out. */
export function componentTree(plan: PagePlan): readonly ComponentNode[] {
  const nodes = new Map<string, { plan: PlanComponent; slots: Map<string, ComponentNode[]> }>();
  for (const component of plan.components) nodes.set(component.id, { plan: component, slots: new Map() });
  const roots: ComponentNode[] = [];
  for (const node of nodes.values()) {
    const { parent, slot } = node.plan;
    if (parent === null || parent === plan.page.id) {
      roots.push(node);
      continue;
    }
    const slots = nodes.get(parent)?.slots;
    const siblings = slots?.get(slot);
    if (siblings === undefined) slots?.set(slot, [node]);
    else siblings.push(node);
  }
  return roots;
}
