import { Type } from 'typebox';
import { Colleague } from '../comments/comment.ts';
import { operation } from '../operation.ts';
import { Application } from './definition-shapes.ts';

const closed = { additionalProperties: false } as const;

export const deleteApplication = operation({
  id: 'applications.delete',
  summary:
    'Stops an application in every environment and takes it out of all lists, by its owner or an administrator; nothing stored is lost, and its key stays taken.',
  method: 'DELETE',
  path: '/api/{tenant}/applications/{application}',
  input: Type.Object({}, closed),
  output: Type.Null(),
  status: 204,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'repository.not-your-application', 'repository.module-in-use'],
});

export const restoreApplication = operation({
  id: 'applications.restore',
  summary: 'Brings a deleted application back as it was, running where it ran, by its owner or an administrator.',
  method: 'POST',
  path: '/api/{tenant}/applications/{application}/restore',
  input: Type.Object({}, closed),
  output: Application,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'repository.not-your-application'],
});

export const handOverApplication = operation({
  id: 'applications.handOver',
  summary: 'Makes another member who makes applications the owner of one, by its owner or an administrator.',
  method: 'PUT',
  path: '/api/{tenant}/applications/{application}/owner',
  input: Type.Object({ member: Type.String({ minLength: 1, maxLength: 320, description: 'Id or e-mail address.' }) }, closed),
  output: Application,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'repository.not-your-application', 'repository.no-maker'],
});

export const listPossibleOwners = operation({
  id: 'applications.listPossibleOwners',
  summary: 'Who may take an application over: the members who make applications, without its owner. Told to its owner and administrators.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/possible-owners',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Colleague) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found', 'repository.not-your-application'],
});

export const removeApplication = operation({
  id: 'applications.remove',
  summary:
    'Removes a deleted application for good, by an administrator: definition, history, versions, and in every environment its records, files, processes, settings and links. It cannot be brought back from then on; its key is free when all of it is gone. What the audit says of it stays.',
  method: 'POST',
  path: '/api/{tenant}/applications/{application}/remove',
  input: Type.Object({}, closed),
  output: Type.Null(),
  status: 204,
  permission: 'administrator',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'repository.not-deleted', 'repository.module-needed'],
});
