import { type Definition, entitiesOf, type FieldType, fieldsOf, recordsOf } from '@plinth/app-definition';

/** Whose an entity is: the application's own table, a table of another database, or another definition's. */
export type Origin = 'own' | 'attached' | 'module';

/** An entity as the diagram shows it. */
export interface EntityNode {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly icon: string;
  readonly origin: Origin;
  readonly fields: readonly { readonly id: string; readonly label: string; readonly type: FieldType; readonly required: boolean }[];
}

/** What leads from one entity to another: a reference, or links many to many. */
export interface EntityEdge {
  /** Id of the field or relation. */
  readonly id: string;
  readonly kind: 'reference' | 'links';
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

export interface EntityGraph {
  readonly nodes: readonly EntityNode[];
  readonly edges: readonly EntityEdge[];
}

/** The entities of a definition with what leads from one to another; those of other definitions as far as something leads there. */
export function entityGraph(definition: Definition): EntityGraph {
  const named = ({ label, key }: { readonly label: string; readonly key: string }) => (label.trim() === '' ? key : label);
  const own = entitiesOf(definition).map((entity): EntityNode => {
    const origin = entity.source === undefined ? 'own' : 'attached';
    return {
      id: entity.id,
      key: entity.key,
      label: named(entity),
      icon: entity.icon ?? (origin === 'own' ? 'table' : 'plug'),
      origin,
      fields: fieldsOf(definition, entity.id).map((field) => ({
        id: field.id,
        label: named(field),
        type: field.type,
        required: field.required,
      })),
    };
  });
  const known = new Set(own.map(({ id }) => id));
  const references = recordsOf(definition, 'field').flatMap((field): EntityEdge[] => {
    const leads = field.type === 'reference' && field.target !== undefined;
    return leads ? [{ id: field.id, kind: 'reference', label: named(field), from: field.parent, to: field.target ?? '' }] : [];
  });
  const links = recordsOf(definition, 'relation').flatMap((relation): EntityEdge[] =>
    relation.through === null
      ? [{ id: relation.id, kind: 'links', label: named(relation), from: relation.parent, to: relation.target }]
      : [],
  );
  const foreign = [...new Set(references.map(({ to }) => to))].filter((to) => to.includes('/') && !known.has(to));
  const modules = foreign.sort().map((id): EntityNode => ({ id, key: id, label: id, icon: 'package', origin: 'module', fields: [] }));
  const nodes = [...own, ...modules];
  const there = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: [...references, ...links].filter(({ from, to }) => there.has(from) && there.has(to)) };
}
