import { type Definition, permissionsOf, type RecordOf, recordsOf, rolesOf, withDefaults } from '@plinth/app-definition';
import { type JsonValue, shortId } from '@plinth/foundation';
import { type Edit, insert, quoted, remove, together, update } from './edit.ts';
import { freeKey, isProposed, keyFromLabel } from './free-key.ts';
import type { Operation } from './role-access.ts';

type Role = RecordOf<'role'>;
type Permission = RecordOf<'permission'>;

/** A new role, which nobody holds and which may do nothing. */
export function addRole(definition: Definition): Edit & { readonly role: string } {
  const roles = rolesOf(definition);
  const taken = new Set(roles.map(({ key }) => key));
  const key = freeKey('role', taken);
  const label = `Role ${roles.length + 1}`;
  const role = shortId();
  return {
    body: insert(withDefaults({ id: role, kind: 'role', key, label, heldBy: 'assigned' })),
    intent: `Add role “${label}”`,
    selection: [],
    role,
  };
}

/** Another label. Who holds a role is kept by its key, so this follows only while nobody can hold it (`keyFollows`). */
export function labelRole(definition: Definition, role: Role, label: string, keyFollows: boolean): Edit {
  const actions = [update(role.id, 'label', label)];
  if (keyFollows && isProposed(role.key, role.label, 'role')) {
    const taken = new Set(rolesOf(definition).flatMap(({ id, key }) => (id === role.id ? [] : [key])));
    const key = freeKey(keyFromLabel(label, 'role'), taken);
    if (key !== role.key) actions.push(update(role.id, 'key', key));
  }
  return { body: together(actions), intent: `Rename role ${quoted(role)} to ${quoted({ label, key: role.key })}` };
}

export function setOfRole(role: Role, property: string, words: string, value: JsonValue | undefined): Edit {
  return { body: update(role.id, property, value), intent: `Change ${words} of role ${quoted(role)}` };
}

/** Removes a role with its permissions. */
export function removeRole(definition: Definition, role: Role): Edit {
  const permissions = recordsOf(definition, 'permission').filter((permission) => permission.role === role.id);
  return {
    body: together([...permissions.map(({ id }) => remove(id)), remove(role.id)]),
    intent: `Remove role ${quoted(role)}`,
    selection: [],
  };
}

/** Grants operations to a role, or takes them back; a permission that grants nothing and says nothing else goes. */
export function grant(
  role: Role,
  entity: { readonly id: string; readonly label: string; readonly key: string },
  permission: Permission | null,
  wanted: readonly Operation[],
): Edit {
  const intent = `Change what ${quoted(role)} may do with ${quoted(entity)}`;
  if (permission === null) {
    const record = withDefaults({ id: shortId(), kind: 'permission', role: role.id, entity: entity.id, operations: [...wanted] });
    return { body: insert(record), intent };
  }
  const carries = permission.rowRule !== undefined || permission.hidden.length > 0 || permission.locked.length > 0;
  if (wanted.length === 0 && !carries) return { body: remove(permission.id), intent };
  return { body: update(permission.id, 'operations', [...wanted]), intent };
}

/** A further permission of a role on the same entity, with rows and fields of its own: grants add up. */
export function addPermission(role: Role, entity: { readonly id: string; readonly label: string; readonly key: string }): Edit {
  const record = withDefaults({ id: shortId(), kind: 'permission', role: role.id, entity: entity.id, operations: ['read'] });
  return { body: insert(record), intent: `Add a permission of ${quoted(role)} on ${quoted(entity)}`, selection: [record.id] };
}

export function setOfPermission(
  definition: Definition,
  permission: Permission,
  words: string,
  property: string,
  value: JsonValue | undefined,
): Edit {
  return { body: update(permission.id, property, value), intent: `Change ${words} of ${permissionName(definition, permission)}` };
}

export function removePermission(definition: Definition, permission: Permission): Edit {
  return { body: remove(permission.id), intent: `Remove ${permissionName(definition, permission)}`, selection: [] };
}

/** The permissions of a role on an entity, in an order that stays. */
export function permissionsFor(definition: Definition, role: string, entity: string): readonly Permission[] {
  return permissionsOf(definition, entity).filter((permission) => permission.role === role);
}

function permissionName(definition: Definition, { role, entity }: Permission): string {
  const named = (id: string) => {
    const record = definition.records.get(id);
    return record?.kind === 'role' || record?.kind === 'entity' ? quoted(record) : id;
  };
  return `the permission of ${named(role)} on ${named(entity)}`;
}

/** Whether a field or relation is seen and written, only seen, or neither. */
export function setFieldAccess(
  definition: Definition,
  permission: Permission,
  { id, name }: { readonly id: string; readonly name: string },
  access: 'open' | 'locked' | 'hidden',
): Edit {
  const list = (property: 'hidden' | 'locked') => [
    ...permission[property].filter((each) => each !== id),
    ...(access === property ? [id] : []),
  ];
  const verb = { open: 'Open', locked: 'Lock', hidden: 'Hide' }[access];
  return {
    body: together([update(permission.id, 'hidden', list('hidden')), update(permission.id, 'locked', list('locked'))]),
    intent: `${verb} ${quoted({ label: name, key: name })} in ${permissionName(definition, permission)}`,
  };
}
