import { type Definition, fieldsOf, type RecordOf, recordsOf, relationsOf, rolesOf } from '@plinth/app-definition';

/** What a permission can grant, in the order in which it is shown. */
export const operations = ['read', 'create', 'update', 'delete', 'export', 'import'] as const;
export type Operation = (typeof operations)[number];

/** Who is seen as: these roles, and whether somebody is signed in. */
export interface SeenAs {
  readonly roles: ReadonlySet<string>;
  readonly member: boolean;
}

/** How far something goes: for every record, for those of rules, or not at all. */
export type Reach = 'all' | 'some' | 'none';

export interface AttributeAccess {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly read: Reach;
  readonly create: Reach;
  readonly update: Reach;
}

export interface EntityAccess {
  readonly operations: Readonly<Record<Operation, Reach>>;
  /** Rules that let to some records only, with the role of each and the operations that they limit. */
  readonly rules: readonly { readonly role: string; readonly rule: string; readonly operations: readonly Operation[] }[];
  readonly attributes: readonly AttributeAccess[];
}

/** The roles that somebody has, with those that come by themselves. */
export function rolesHeld(definition: Definition, { roles, member }: SeenAs): readonly RecordOf<'role'>[] {
  return rolesOf(definition).filter(({ id, heldBy }) => roles.has(id) || heldBy === 'anyone' || (heldBy === 'members' && member));
}

/** What somebody may do with the records of an entity: grants add up, each with its own rows and fields. */
export function accessTo(definition: Definition, entity: string, seen: SeenAs): EntityAccess {
  const held = new Map(rolesHeld(definition, seen).map((role) => [role.id, role] as const));
  const granted = recordsOf(definition, 'permission').filter((each) => each.entity === entity && held.has(each.role));
  const grants = (operation: Operation) => granted.filter((each) => each.operations.includes(operation));
  const readable = reachOf(grants('read'));
  const reach = Object.fromEntries(
    operations.map((operation) => {
      const own = reachOf(grants(operation));
      // What is not read is not changed either.
      const needsReading = operation === 'update' || operation === 'delete' || operation === 'export';
      return [operation, needsReading ? lesser(own, readable) : own];
    }),
  ) as Record<Operation, Reach>;
  const attributes = [...fieldsOf(definition, entity), ...relationsOf(definition, entity)].map(({ id, key, label }) => {
    const seenBy = grants('read').filter(({ hidden }) => !hidden.includes(id));
    const writtenBy = (operation: 'create' | 'update') =>
      reachOf(grants(operation).filter(({ hidden, locked }) => !hidden.includes(id) && !locked.includes(id)));
    const read = reachOf(seenBy);
    return { id, key, label, read, create: writtenBy('create'), update: lesser(writtenBy('update'), readable) };
  });
  const rules = granted.flatMap(({ role, rowRule, operations: of }) => {
    // Where another role lets to every record, a rule no longer limits anything.
    const limited = of.filter((operation) => reach[operation] === 'some');
    return rowRule === undefined || limited.length === 0
      ? []
      : [{ role: held.get(role)?.label ?? role, rule: rowRule, operations: limited }];
  });
  return { operations: reach, rules, attributes };
}

function reachOf(grants: readonly RecordOf<'permission'>[]): Reach {
  if (grants.some(({ rowRule }) => rowRule === undefined)) return 'all';
  return grants.length > 0 ? 'some' : 'none';
}

function lesser(a: Reach, b: Reach): Reach {
  if (a === 'none' || b === 'none') return 'none';
  return a === 'some' || b === 'some' ? 'some' : 'all';
}
