import type { RecordOf } from '@plinth/app-definition';
import { type RequestContext, rolesInApplication } from '@plinth/foundation';
import { recordErrors } from '../errors.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';
import { type UserValues, userValues } from './user-values.ts';

export type RecordOperation = RecordOf<'permission'>['operations'][number];

/**
 * One way in which an operation is granted: for the rows of a rule (null: all), apart from some fields. Several grants of
 * one operation add up, each with its own rows and fields.
 */
export interface Grant {
  /** Key of the role. */
  readonly role: string;
  /** FEEL over the record and `user`; null: every record. */
  readonly rule: string | null;
  /** Keys of fields and relations neither seen nor written. */
  readonly hidden: ReadonlySet<string>;
  /** Keys of fields and relations that are not written. */
  readonly locked: ReadonlySet<string>;
}

const everything: Grant = { role: '*', rule: null, hidden: new Set(), locked: new Set() };

/** What some set of roles may do in an application; the same for everybody who holds just these roles. */
export class Access {
  /** Tells statements apart that differ by what may be seen. */
  readonly signature: string;
  readonly #model: ApplicationModel;
  readonly #roles: ReadonlySet<string> | null;
  readonly #grants = new Map<string, readonly Grant[]>();

  /** Whether the holder has an e-mail address, as every member has. */
  readonly identified: boolean;

  /** `roles` are keys; null stands for Plinth itself, which may do everything. */
  constructor(model: ApplicationModel, roles: readonly string[] | null, identified = false) {
    this.#model = model;
    this.identified = identified;
    const ids = roles === null ? null : model.roles.filter((role) => roles.includes(role.key)).map((role) => role.id);
    this.#roles = ids === null ? null : new Set(ids);
    this.signature = ids === null ? '*' : `${ids.sort().join(' ')}${identified ? '' : ' ?'}`;
  }

  /** How the operation is granted on the entity; empty: not at all. */
  grants(entity: EntityModel, operation: RecordOperation): readonly Grant[] {
    const roles = this.#roles;
    if (roles === null) return [everything];
    const name = `${operation} ${entity.key}`;
    let grants = this.#grants.get(name);
    if (grants === undefined) {
      grants = this.#model.permissions
        .filter((permission) => permission.entity === entity.key && roles.has(permission.role) && permission.operations.includes(operation))
        .map((permission) => ({
          role: this.#model.roles.find(({ id }) => id === permission.role)?.key ?? permission.role,
          rule: permission.rowRule ?? null,
          hidden: fieldKeys(entity, permission.hidden),
          locked: fieldKeys(entity, permission.locked),
        }));
      this.#grants.set(name, grants);
    }
    return grants;
  }

  allows(entity: EntityModel, operation: RecordOperation): boolean {
    return this.grants(entity, operation).length > 0;
  }

  /** Throws `records.denied` where nothing grants the operation. */
  require(entity: EntityModel, operation: RecordOperation): readonly Grant[] {
    const grants = this.grants(entity, operation);
    if (grants.length === 0) throw recordErrors.denied({ operation, entity: entity.record.label });
    return grants;
  }

  /** Whether a field may be seen on some records at least. */
  sees(entity: EntityModel, field: string): boolean {
    return this.grants(entity, 'read').some((grant) => !grant.hidden.has(field));
  }

  /** Whether a field may be written on some records at least. */
  writes(entity: EntityModel, field: string, operation: 'create' | 'update'): boolean {
    return this.grants(entity, operation).some((grant) => !grant.hidden.has(field) && !grant.locked.has(field));
  }
}

/** Keys of the fields that a definition refers to by their ids, or by their keys where another definition owns them. */
export function fieldKeys(entity: EntityModel, references: readonly string[]): ReadonlySet<string> {
  return new Set(
    references.map(
      (reference) =>
        [...entity.fields, ...entity.relations.values()].find(({ record, key }) => record.id === reference || key === reference)?.key ??
        reference,
    ),
  );
}

/** Who asks, and what they may do. */
export interface Permissions {
  readonly access: Access;
  readonly user: UserValues;
}

const accessOf = new WeakMap<ApplicationModel, Map<string, Access>>();

/**
 * What the context's actor may do in an application: the roles held there, those that every member holds, and those that
 * everybody holds. Tenant administrators have no way around; Plinth itself has.
 */
export function permissionsFor(context: RequestContext, model: ApplicationModel): Permissions {
  const { actor } = context;
  if (actor.kind === 'system') return { access: cached(model, null, false), user: userValues(context, []) };
  const roles = rolesHeld(model, rolesInApplication(context, model.key), actor.kind === 'member');
  return { access: cached(model, roles, actor.email !== null), user: userValues(context, roles) };
}

/** Keys of the roles that are assigned, with those that come by themselves. */
export function rolesHeld(model: ApplicationModel, assigned: readonly string[], isMember: boolean): string[] {
  return model.roles
    .filter(({ key, heldBy }) => assigned.includes(key) || heldBy === 'anyone' || (heldBy === 'members' && isMember))
    .map(({ key }) => key);
}

/** As many sets of roles as are kept per application; people rarely hold more different ones. */
const mostSets = 200;

function cached(model: ApplicationModel, roles: readonly string[] | null, identified: boolean): Access {
  let byRoles = accessOf.get(model);
  if (byRoles === undefined) {
    byRoles = new Map();
    accessOf.set(model, byRoles);
  }
  const name = roles === null ? '*' : `${roles.join(' ')}${identified ? '' : ' ?'}`;
  let access = byRoles.get(name);
  if (access === undefined) {
    if (byRoles.size >= mostSets) byRoles.clear();
    access = new Access(model, roles, identified);
    byRoles.set(name, access);
  }
  return access;
}
