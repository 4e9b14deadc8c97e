import { type Static, Type } from 'typebox';
import { Expression, Key, Label, ReferenceTo, recordSchema } from './record-base.ts';

/** A named bundle of permissions in one application. */
export const RoleRecord = recordSchema('role', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  /** Who holds it without being told: nobody, every member of the tenant, or also visitors of public pages. */
  heldBy: Type.Union([Type.Literal('assigned'), Type.Literal('members'), Type.Literal('anyone')], { default: 'assigned' }),
  /** Decisions that the role may evaluate; with it comes what they say and why. */
  evaluate: Type.Array(ReferenceTo('decision'), { default: [] }),
  /** Functions that the role may call. */
  call: Type.Array(ReferenceTo('function'), { default: [] }),
  /** Types of events that the role may tell. */
  emit: Type.Array(ReferenceTo('event-type'), { default: [] }),
  /** External actions that the role may ask for, also through pages. */
  ask: Type.Array(ReferenceTo('external-action'), { default: [] }),
  /** Processes that the role may start; with it comes to see how one's own instances stand. */
  start: Type.Array(ReferenceTo('process'), { default: [] }),
  /** Processes whose instances, tasks and incidents the role sees and sets right, and whose work its programs do. */
  manage: Type.Array(ReferenceTo('process'), { default: [] }),
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

const TestedOperation = Type.Union([Type.Literal('read'), Type.Literal('create'), Type.Literal('update'), Type.Literal('delete')]);

/** What somebody with certain roles may do with a certain record: checked by the same rules whenever the definition is. */
export const PermissionTestRecord = recordSchema('permission-test', {
  key: Key,
  label: Label,
  /** Roles that are assigned; those that every member or visitor holds come by themselves. */
  roles: Type.Array(ReferenceTo('role'), { default: [] }),
  /** Whether it is somebody who has not signed in. */
  visitor: Type.Boolean({ default: false }),
  /** `user` in the rules, also with what the application's record of the person says; what is left out is as a member in no group, of whom there is no record, has it. */
  user: Type.Object(
    {
      id: Type.Optional(Type.String({ maxLength: 120 })),
      name: Type.Optional(Type.String({ maxLength: 120 })),
      email: Type.Optional(Type.String({ maxLength: 254 })),
      groups: Type.Optional(Type.Array(Type.String({ maxLength: 120 }))),
    },
    { additionalProperties: Type.Unknown(), default: {} },
  ),
  /** An entity of this definition, or `module/entity` of a dependency. */
  entity: Type.String({ 'x-reference': 'entity', maxLength: 120 }),
  /** Values by field key, of references those of what they lead to; fields left out are empty. */
  record: Type.Record(Type.String({ maxLength: 120 }), Type.Unknown(), { default: {} }),
  allowed: Type.Array(TestedOperation, { default: [] }),
  refused: Type.Array(TestedOperation, { default: [] }),
  /** Fields and relations that are seen, that are not, that are written by a change, and that are not. */
  shown: Type.Array(ReferenceTo('field|relation', 'entity'), { default: [] }),
  hidden: Type.Array(ReferenceTo('field|relation', 'entity'), { default: [] }),
  writable: Type.Array(ReferenceTo('field|relation', 'entity'), { default: [] }),
  locked: Type.Array(ReferenceTo('field|relation', 'entity'), { default: [] }),
});
export type PermissionTestRecord = Static<typeof PermissionTestRecord>;
