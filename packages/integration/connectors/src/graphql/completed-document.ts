import { type DefinitionNode, type DocumentNode, Kind, specifiedScalarTypes, visit } from 'graphql';

/** What extends a type, and what would define it. */
const definitionKinds: Readonly<Record<string, Kind>> = {
  [Kind.OBJECT_TYPE_EXTENSION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_EXTENSION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: Kind.INPUT_OBJECT_TYPE_DEFINITION,
  [Kind.ENUM_TYPE_EXTENSION]: Kind.ENUM_TYPE_DEFINITION,
  [Kind.UNION_TYPE_EXTENSION]: Kind.UNION_TYPE_DEFINITION,
  [Kind.SCALAR_TYPE_EXTENSION]: Kind.SCALAR_TYPE_DEFINITION,
};

/**
 * A document that stands alone: parts of a larger graph extend types that are defined elsewhere, and hosted services bring scalars that
 * no document has. The first extension of such a type defines it; a type that is nowhere is a scalar, and noted.
 */
export function completed(document: DocumentNode, notes: string[]): DocumentNode {
  const defined = new Set(document.definitions.flatMap((each) => (isExtension(each) ? [] : (nameOf(each) ?? []))));
  const definitions = document.definitions.map((each): DefinitionNode => {
    const name = nameOf(each);
    const kind = Object.hasOwn(definitionKinds, each.kind) ? definitionKinds[each.kind] : undefined;
    if (name === null || kind === undefined || defined.has(name)) return each;
    defined.add(name);
    notes.push(`${name} is only extended here; what else it has is described elsewhere.`);
    return { ...each, kind } as DefinitionNode;
  });
  for (const { name } of specifiedScalarTypes) defined.add(name);
  const missing = new Set<string>();
  visit(document, {
    NamedType(node) {
      if (!defined.has(node.name.value)) missing.add(node.name.value);
    },
  });
  const scalars = [...missing].map((value): DefinitionNode => {
    notes.push(`${value} is described nowhere, and is taken as anything.`);
    return { kind: Kind.SCALAR_TYPE_DEFINITION, name: { kind: Kind.NAME, value } };
  });
  return { ...document, definitions: [...definitions, ...scalars] };
}

function isExtension({ kind }: DefinitionNode): boolean {
  return Object.hasOwn(definitionKinds, kind);
}

function nameOf(definition: DefinitionNode): string | null {
  return 'name' in definition && definition.name !== undefined ? definition.name.value : null;
}
