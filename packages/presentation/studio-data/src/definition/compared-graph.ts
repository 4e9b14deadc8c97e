import { type Definition, recordOf } from '@plinth/app-definition';
import type { ChangeKind } from '@plinth/studio-frame';
import { type EntityEdge, type EntityNode, entityGraph } from './entity-graph.ts';

type EntityField = EntityNode['fields'][number];

/** A field with what became of it; null where it stayed. */
export interface ComparedField extends EntityField {
  readonly change: ChangeKind | null;
}

export interface ComparedNode extends Omit<EntityNode, 'fields'> {
  readonly fields: readonly ComparedField[];
  readonly change: ChangeKind | null;
}

export interface ComparedEdge extends EntityEdge {
  readonly change: ChangeKind | null;
}

/** The entities that either of two definitions has, with what became of each, of their fields and of what leads between them. */
export interface ComparedGraph {
  readonly nodes: readonly ComparedNode[];
  readonly edges: readonly ComparedEdge[];
}

/** Both graphs in one: as it is, and what is gone where it stood. */
export function comparedGraph(before: Definition, after: Definition, changes: ReadonlyMap<string, ChangeKind>): ComparedGraph {
  const [old, now] = [entityGraph(before), entityGraph(after)];
  const of = (id: string) => changes.get(id) ?? null;
  const partChanged = entitiesWithChangedParts(before, after, changes);
  const oldNodes = new Map(old.nodes.map((node) => [node.id, node] as const));
  const nodes = joined(old.nodes, now.nodes).map(
    (node): ComparedNode => ({
      ...node,
      fields: joined(oldNodes.get(node.id)?.fields ?? [], node.fields).map((field) => ({ ...field, change: of(field.id) })),
      change: of(node.id) ?? (partChanged.has(node.id) ? 'changed' : null),
    }),
  );
  return { nodes, edges: joined(old.edges, now.edges).map((edge) => ({ ...edge, change: of(edge.id) })) };
}

/** What is now, and what is gone behind what it stood behind. */
function joined<Each extends { readonly id: string }>(old: readonly Each[], now: readonly Each[]): readonly Each[] {
  const there = new Set(now.map(({ id }) => id));
  const gone = new Map<string | null, Each[]>();
  let behind: string | null = null;
  for (const each of old) {
    if (there.has(each.id)) behind = each.id;
    else gone.set(behind, [...(gone.get(behind) ?? []), each]);
  }
  return [...(gone.get(null) ?? []), ...now.flatMap((each) => [each, ...(gone.get(each.id) ?? [])])];
}

/** Entities in which something differs that has no line of its own on a card, as an index has not. */
function entitiesWithChangedParts(before: Definition, after: Definition, changes: ReadonlyMap<string, ChangeKind>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const id of changes.keys()) {
    const record = after.records.get(id) ?? before.records.get(id);
    const parent = record !== undefined && 'parent' in record ? record.parent : null;
    if (parent !== null && (recordOf(after, 'entity', parent) ?? recordOf(before, 'entity', parent)) !== null) found.add(parent);
  }
  return found;
}
