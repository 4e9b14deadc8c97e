import { type Definition, entitiesOf, permissionsOf, type RecordOf, recordsOf, rolesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { StateMessage, useWork } from '@plinth/studio-frame';
import { operations } from '../definition/role-access.ts';
import { grant, permissionsFor } from '../definition/role-edits.ts';
import { operationNames } from '../operation-names.ts';
import { useEdit } from '../use-edit.ts';
import { OperationTick } from './operation-tick.tsx';

/** A line of the matrix: a role, an entity, and what the one may do with the other. */
export interface PermissionRow {
  readonly role: RecordOf<'role'>;
  readonly entity: { readonly id: string; readonly key: string; readonly label: string };
  /** Null where nothing is granted yet. */
  readonly permission: RecordOf<'permission'> | null;
}

/** The matrix of one entity over all roles, or of one role over all entities; those of other definitions where a permission names them. */
export function permissionRows(
  definition: Definition,
  of: { readonly entity: string } | { readonly role: string },
): readonly PermissionRow[] {
  const own = entitiesOf(definition);
  const foreign = new Set(recordsOf(definition, 'permission').flatMap(({ entity }) => (entity.includes('/') ? [entity] : [])));
  const entities = [...own, ...[...foreign].sort().map((id) => ({ id, key: id, label: id }))];
  const roles = rolesOf(definition).filter(({ id }) => !('role' in of) || id === of.role);
  return roles.flatMap((role) =>
    entities
      .filter(({ id }) => !('entity' in of) || id === of.entity)
      .flatMap((entity): PermissionRow[] => {
        const permissions = permissionsFor(definition, role.id, entity.id);
        return permissions.length === 0
          ? [{ role, entity, permission: null }]
          : permissions.map((permission) => ({ role, entity, permission }));
      }),
  );
}

interface PermissionTableProps {
  readonly definition: Definition;
  readonly rows: readonly PermissionRow[];
  /** What a line is called by. */
  readonly by: 'role' | 'entity';
}

/** Operations as boxes to tick; the name of a line opens its rule and fields. */
export function PermissionTable({ definition, rows, by }: PermissionTableProps) {
  const text = useText();
  const work = useWork();
  const edit = useEdit();
  const selection = useSignalValue(work.selection);
  const names = operationNames(text);
  if (rows.length === 0) {
    return by === 'role' ? (
      <StateMessage icon="shield-lock" title={text('studio.noRoles', 'There is no role yet')}>
        {text('studio.noRolesHelp', 'Whatever no role grants is denied. Make a role in the rail under roles.')}
      </StateMessage>
    ) : (
      <StateMessage icon="database" title={text('studio.noEntities', 'There is no entity yet')}>
        {text('studio.noEntitiesHelp', 'Make one in the rail under entities; then say here who may do what with it.')}
      </StateMessage>
    );
  }
  const nobody = by === 'role' && permissionsOf(definition, rows[0]?.entity.id ?? '').length === 0;
  return (
    <>
      {nobody ? (
        <p className="data-note" data-tone="warn">
          {text('studio.nobodyMay', 'Nobody may read or change these records yet: tick what each role may do.')}
        </p>
      ) : null}
      <div className="data-grid-scroll">
        <table className="data-table data-matrix" aria-label={text('studio.permissions', 'Permissions')}>
          <thead>
            <tr>
              <th scope="col">{by === 'role' ? text('studio.role', 'Role') : text('studio.entity', 'Entity')}</th>
              {operations.map((operation) => (
                <th key={operation} scope="col">
                  {names[operation]}
                </th>
              ))}
              <th scope="col">{text('studio.rows', 'Rows')}</th>
              <th scope="col">{text('studio.fields', 'Fields')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ role, entity, permission }) => {
              const subject = by === 'role' ? role : entity;
              const label = subject.label.trim() === '' ? subject.key : subject.label;
              const granted = permission?.operations ?? [];
              return (
                <tr
                  key={permission?.id ?? `${role.id} ${entity.id}`}
                  aria-selected={permission !== null && selection.includes(permission.id)}
                >
                  <th scope="row">
                    {permission === null ? (
                      <bdi>{label}</bdi>
                    ) : (
                      <button
                        type="button"
                        className="studio-link"
                        title={text('studio.openPermission', 'Rule and fields of this permission')}
                        onClick={() => {
                          work.selection.value = [permission.id];
                        }}
                      >
                        <bdi>{label}</bdi>
                      </button>
                    )}
                  </th>
                  {operations.map((operation) => (
                    <OperationTick
                      key={operation}
                      name={names[operation]}
                      label={text('studio.mayOperation', '{name}: {operation}', { name: label, operation: names[operation] })}
                      checked={granted.includes(operation)}
                      onChange={(checked) => {
                        const wanted = checked
                          ? operations.filter((each) => each === operation || granted.includes(each))
                          : granted.filter((each) => each !== operation);
                        edit(grant(role, entity, permission, wanted));
                      }}
                    />
                  ))}
                  <td className="data-reach" data-part={text('studio.rows', 'Rows')}>
                    {permission === null ? null : permission.rowRule === undefined ? (
                      text('studio.allRows', 'all')
                    ) : (
                      <code>{permission.rowRule}</code>
                    )}
                  </td>
                  <td className="data-reach" data-part={text('studio.fields', 'Fields')}>
                    {permission === null
                      ? null
                      : text('studio.fieldCounts', '{hidden, plural, =0 {} other {# hidden}} {locked, plural, =0 {} other {# locked}}', {
                          hidden: permission.hidden.length,
                          locked: permission.locked.length,
                        }).trim() || text('studio.allRows', 'all')}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
