import { type Static, Type } from 'typebox';
import { Expression, Key, Label, ReferenceTo, recordSchema } from './record-base.ts';

/** A named bundle of permissions in one application. */
export const RoleRecord = recordSchema('role', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  /** Who holds it without being told: nobody, every member of the tenant, or also visitors of public pages. */
  heldBy: Type.Union([Type.Literal('assigned'), Type.Literal('members'), Type.Literal('anyone')], { default: 'assigned' }),
});
export type RoleRecord = Static<typeof RoleRecord>;

/** What a role may do with the records of an entity. Whatever no permission grants is denied. */
export const PermissionRecord = recordSchema('permission', {
  role: ReferenceTo('role'),
  /** An entity of this definition, or `module/entity` of a dependency. */
  entity: Type.String({ 'x-reference': 'entity', maxLength: 120 }),
  operations: Type.Array(
    Type.Union([
      Type.Literal('read'),
      Type.Literal('create'),
      Type.Literal('update'),
      Type.Literal('delete'),
      Type.Literal('export'),
      Type.Literal('import'),
    ]),
  ),
  /** FEEL over the record's fields and `user`; only records for which it is true. Null denies. */
  rowRule: Type.Optional(Expression),
  /** Fields and relations the role neither sees nor writes. */
  hidden: Type.Array(ReferenceTo('field|relation', 'entity'), { default: [] }),
  /** Fields and relations the role sees but does not write. */
  locked: Type.Array(ReferenceTo('field|relation', 'entity'), { default: [] }),
});
export type PermissionRecord = Static<typeof PermissionRecord>;
