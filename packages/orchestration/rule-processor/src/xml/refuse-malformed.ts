import { childNamed, childrenNamed, type XmlElement } from '@plinth/xml-document';
import { malformed } from './dmn-document.ts';

/** Beyond these a model is an attack or a mistake: rules of all its tables, decisions that each require the next. */
const limits = { rules: 100_000, depth: 400 } as const;

/** Refuses what no model may have, with the place: ids that stand twice, circles of decisions, imports of itself, too many rules. */
export function refuseMalformed(root: XmlElement): void {
  refuseElements(root);
  refuseCircles(root);
  for (const element of childrenNamed(root, 'import')) {
    if (element.attributes.namespace === root.attributes.namespace) throw malformed('the model imports itself', element);
  }
}

function refuseElements(root: XmlElement): void {
  const seen = new Map<string, number>();
  let rules = 0;
  const visit = (element: XmlElement) => {
    if (element.namespace === root.namespace) {
      const { id } = element.attributes;
      if (id !== undefined) {
        if (seen.has(id)) throw malformed(`the id ${id} stands also in line ${seen.get(id)}`, element);
        seen.set(id, element.line);
      }
      if (element.name === 'rule' && ++rules > limits.rules) throw malformed(`it has more than ${limits.rules} rules`, element);
    }
    for (const child of element.children) visit(child);
  };
  visit(root);
}

interface Edge {
  readonly to: string;
  readonly at: XmlElement;
}

/** Decisions of this document that require each other in a circle, or over more levels than an evaluation may have. */
function refuseCircles(root: XmlElement): void {
  const decisions = new Map(
    childrenNamed(root, 'decision').map((element) => [element.attributes.id ?? element.attributes.name ?? '', element]),
  );
  const edges = new Map([...decisions].map(([id, element]) => [id, edgesOf(element, decisions)]));
  const levels = new Map<string, number>();
  for (const start of decisions.keys()) {
    // Without recursion: a chain may be longer than the stack is deep.
    const path: { readonly id: string; next: number }[] = [{ id: start, next: 0 }];
    const open = new Set([start]);
    while (path.length > 0) {
      const last = path[path.length - 1] as { readonly id: string; next: number };
      const edge = levels.has(last.id) ? undefined : edges.get(last.id)?.[last.next++];
      if (edge === undefined) {
        levels.set(last.id, levels.get(last.id) ?? 1 + Math.max(0, ...(edges.get(last.id) ?? []).map(({ to }) => levels.get(to) ?? 0)));
        if ((levels.get(last.id) ?? 0) > limits.depth)
          throw malformed(`decisions require each other over more than ${limits.depth} levels`, decisions.get(last.id) ?? root);
        open.delete(last.id);
        path.pop();
      } else if (open.has(edge.to)) {
        const circle = [...path.map(({ id }) => id).slice(path.findIndex(({ id }) => id === edge.to)), edge.to];
        throw malformed(
          `decisions require each other in a circle: ${circle.map((id) => nameOf(decisions.get(id), id)).join(' → ')}`,
          edge.at,
        );
      } else if (!levels.has(edge.to)) {
        open.add(edge.to);
        path.push({ id: edge.to, next: 0 });
      }
    }
  }
}

function edgesOf(element: XmlElement, decisions: ReadonlyMap<string, XmlElement>): Edge[] {
  return childrenNamed(element, 'informationRequirement').flatMap((requirement) => {
    const target = childNamed(requirement, 'requiredDecision');
    const to = target?.attributes.href?.replace(/^#/, '');
    return target !== null && to !== undefined && decisions.has(to) ? [{ to, at: target }] : [];
  });
}

function nameOf(element: XmlElement | undefined, id: string): string {
  return element?.attributes.name ?? id;
}
