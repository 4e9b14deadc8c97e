import { recordsOf, rolesOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { Drafts } from './drafts.ts';
import { labelled } from './entity-file.ts';
import { mapAt, omit } from './file-form.ts';
import { block, idEntry, keyOf, propertiesOf, shorthand, type TreeMap } from './tree.ts';
import { labelFromKey } from './wording.ts';
import type { YamlSource } from './yaml-source.ts';

const allOperations = ['read', 'create', 'update', 'delete', 'export', 'import'];

/** Reads `roles.yaml`: each role with what it may do, by entity. */
export function readRolesFile(drafts: Drafts, source: YamlSource): void {
  for (const [key, part] of Object.entries(mapAt(drafts, source, source.tree, [], 'Write one role: … a line.'))) {
    const role = mapAt(drafts, source, part, [key], 'Write label: and permissions: below the role.');
    drafts.add({
      kind: 'role',
      id: role.id,
      path: [key],
      parent: null,
      values: { label: labelFromKey(key), ...omit(role, 'id', 'permissions'), key },
      source,
      steps: [key],
    });
    const permissions = mapAt(drafts, source, role.permissions, [key, 'permissions'], 'Write client: [read, update].');
    for (const [entity, grant] of Object.entries(permissions)) {
      const steps = [key, 'permissions', entity];
      const long =
        Array.isArray(grant) || grant === 'all'
          ? { operations: grant }
          : mapAt(drafts, source, grant, steps, 'Write [read, update] or all.');
      drafts.add({
        kind: 'permission',
        id: long.id,
        path: [key, entity],
        parent: null,
        values: { ...omit(long, 'id'), operations: long.operations === 'all' ? allOperations : long.operations, role: key, entity },
        source,
        steps,
        places: { role: [], entity: [], ...(long === grant ? {} : { operations: [] }) },
      });
    }
  }
}

/** Writes all roles; null where there are none. */
export function rolesTree(definition: Definition): TreeMap | null {
  const roles = rolesOf(definition).map((role) => {
    const tree: TreeMap = { ...idEntry(role, role.key), ...labelled(role.key, propertiesOf(definition, role)) };
    const permissions = permissionsTree(definition, role.id, role.key);
    if (Object.keys(permissions).length > 0) tree.permissions = block(permissions);
    return [role.key, block(tree)] as const;
  });
  return roles.length === 0 ? null : Object.fromEntries(roles);
}

function permissionsTree(definition: Definition, roleId: string, roleKey: string): TreeMap {
  const permissions = recordsOf(definition, 'permission').filter((permission) => permission.role === roleId);
  const entries = permissions.map((permission) => {
    const entity = keyOf(definition, permission.entity);
    const tree: TreeMap = {
      ...idEntry(permission, roleKey, entity),
      ...propertiesOf(definition, permission, ['role', 'entity']),
      operations: operationsTree(permission.operations),
    };
    return [entity, Object.keys(tree).length === 1 ? shorthand(tree, tree.operations) : tree] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function operationsTree(operations: readonly string[]): unknown {
  return operations.length === allOperations.length && operations.every((operation, at) => operation === allOperations[at])
    ? 'all'
    : operations;
}
