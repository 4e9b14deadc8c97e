import type { PagePlan, PlanComponent } from '@plinth/api-contract';

/** A component instance with its children, by slot. */
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

/**
 * The tree of `after`, made of that of `before` with only what is around the changed components made anew; null where a component
 * came, went or stands elsewhere.
 */
export function treeWithChanged(
  tree: readonly ComponentNode[],
  before: readonly PlanComponent[],
  after: readonly PlanComponent[],
): readonly ComponentNode[] | null {
  if (before.length !== after.length) return null;
  const changed = new Map<string, PlanComponent | null>();
  for (let at = 0; at < after.length; at++) {
    const [old, component] = [before[at], after[at]];
    if (old === component || component === undefined) continue;
    if (old?.id !== component.id || old.parent !== component.parent || old.slot !== component.slot) return null;
    changed.set(component.id, component);
    // Parents come before what stands in them.
    let { parent } = component;
    for (let above = at - 1; above >= 0 && parent !== null; above--) {
      const outer = after[above];
      if (outer?.id !== parent) continue;
      if (changed.has(parent)) break;
      changed.set(parent, null);
      parent = outer.parent;
    }
  }
  return changed.size === 0 ? tree : withChanged(tree, changed);
}

/** The nodes with those that changed, or in which something did, made anew. */
function withChanged(nodes: readonly ComponentNode[], changed: ReadonlyMap<string, PlanComponent | null>): readonly ComponentNode[] {
  if (!nodes.some(({ plan }) => changed.has(plan.id))) return nodes;
  return nodes.map((node) => {
    const own = changed.get(node.plan.id);
    if (own === undefined) return node;
    const slots = new Map(Array.from(node.slots, ([name, inner]) => [name, withChanged(inner, changed)] as const));
    return { plan: own ?? node.plan, slots };
  });
}

/** The tree with every part of the one before that is still the same, so that only what changed is drawn again. */
export function sharedTree(before: readonly ComponentNode[], after: readonly ComponentNode[]): readonly ComponentNode[] {
  const known = new Map<string, ComponentNode>();
  const learn = (nodes: readonly ComponentNode[]) => {
    for (const node of nodes) {
      known.set(node.plan.id, node);
      for (const children of node.slots.values()) learn(children);
    }
  };
  learn(before);
  return sharedNodes(before, after, known);
}

function sharedNodes(
  before: readonly ComponentNode[],
  after: readonly ComponentNode[],
  known: ReadonlyMap<string, ComponentNode>,
): readonly ComponentNode[] {
  const nodes = after.map((node) => sharedNode(known.get(node.plan.id), node, known));
  return nodes.length === before.length && nodes.every((node, index) => node === before[index]) ? before : nodes;
}

function sharedNode(before: ComponentNode | undefined, after: ComponentNode, known: ReadonlyMap<string, ComponentNode>): ComponentNode {
  const slots = new Map([...after.slots].map(([name, nodes]) => [name, sharedNodes(before?.slots.get(name) ?? [], nodes, known)] as const));
  const same =
    before !== undefined &&
    before.plan === after.plan &&
    before.slots.size === slots.size &&
    [...slots].every(([name, nodes]) => before.slots.get(name) === nodes);
  return same ? before : { plan: after.plan, slots };
}
