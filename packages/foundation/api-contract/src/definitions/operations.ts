import { Type } from 'typebox';
import { lineOfText, SearchText } from '../line-of-text.ts';
import { waitInput } from '../long-operations/index.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../paging.ts';
import {
  ActionShape,
  Application,
  ApplicationKey,
  BranchKey,
  ChangeSummary,
  LogEntryShape,
  Release,
  Template,
  Version,
} from './definition-shapes.ts';
import { PublicationOperation, ReleasePlan } from './publication.ts';

const branch = { branch: Type.Optional(BranchKey) };
const closed = { additionalProperties: false } as const;
const largestDefinition = 32 * 1024 * 1024;
/** Texts of files by their paths. */
const DefinitionFileTexts = Type.Record(Type.String({ maxLength: 300 }), Type.String(), { maxProperties: 10_000 });

export const listApplications = operation({
  id: 'applications.list',
  summary: 'A page of the applications and modules of the tenant, with their state, owner, last change and usage.',
  method: 'GET',
  path: '/api/{tenant}/applications',
  input: Type.Object(
    {
      ...pageInput,
      search: Type.Optional(SearchText),
      /** By label, or the last changed first. */
      sort: Type.Optional(Type.Enum(['label', 'changed'], { default: 'label' })),
      /** Only those that the caller owns. */
      mine: Type.Optional(Type.Boolean()),
      /** Running somewhere; running nowhere; changed since the newest version; deleted. Absent: all but the deleted. */
      state: Type.Optional(Type.Enum(['running', 'unpublished', 'changed', 'deleted'])),
    },
    closed,
  ),
  output: pageOf(Application),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.cursor-not-valid'],
});

export const createApplication = operation({
  id: 'applications.create',
  summary:
    'Makes an application or module on the branch main: with an empty definition, as a copy of what another has there, or as a template or files say.',
  method: 'POST',
  path: '/api/{tenant}/applications',
  input: Type.Object(
    {
      key: ApplicationKey,
      type: Type.Union([Type.Literal('application'), Type.Literal('module')]),
      label: lineOfText(120),
      /** The application to copy, of the same type. Its records, versions and history are not copied. */
      from: Type.Optional(ApplicationKey),
      /** The template to begin with. */
      template: Type.Optional(ApplicationKey),
      /** Files as `plinth pull` writes them to begin with; key and label are replaced by these here. */
      files: Type.Optional(DefinitionFileTexts),
    },
    closed,
  ),
  output: Application,
  status: 201,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'none',
  errors: [
    ...[
      'repository.application-exists',
      'repository.key-of-deleted',
      'repository.key-being-freed',
      'repository.not-found',
      'repository.another-application',
    ],
    ...['repository.one-beginning', 'repository.invalid-files'],
  ],
  bodyLimit: largestDefinition,
});

export const listTemplates = operation({
  id: 'templates.list',
  summary: 'What a new application may begin with.',
  method: 'GET',
  path: '/api/{tenant}/templates',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Template) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: [],
});

export const listApplicationRoles = operation({
  id: 'applications.listRoles',
  summary: 'The roles that the application has at the end of the branch main, and who holds them without being told.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/roles',
  input: Type.Object({}, closed),
  output: Type.Object({
    items: Type.Array(Type.Object({ key: Type.String(), label: Type.String(), heldBy: Type.Enum(['assigned', 'members', 'anyone']) })),
  }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

export const listActions = operation({
  id: 'actions.list',
  summary: 'The actions of a branch after a position, in order.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/actions',
  input: Type.Object(
    {
      ...branch,
      after: Type.Integer({ minimum: 0 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 500 })),
    },
    closed,
  ),
  output: Type.Object({ entries: Type.Array(LogEntryShape), position: Type.Integer() }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

export const appendActions = operation({
  id: 'actions.append',
  summary: 'Adds actions to the end of a branch if the log still ends where the caller thinks; otherwise tells what came in between.',
  method: 'POST',
  path: '/api/{tenant}/applications/{application}/actions',
  input: Type.Object(
    {
      ...branch,
      expectedPosition: Type.Integer({ minimum: 0 }),
      /** Ids of the actions that the live channel told as tentative after that position: the log has to end with them. */
      tentative: Type.Optional(Type.Array(Type.String({ maxLength: 120 }), { maxItems: 1000 })),
      actions: Type.Array(ActionShape, { minItems: 1, maxItems: 1000 }),
      /** Refused when the caller is somebody else: what waited for one member is never sent as another. */
      member: Type.Optional(Type.String({ maxLength: 120 })),
    },
    closed,
  ),
  output: Type.Object({
    /** Everything after the expected position, the caller's accepted actions included. */
    entries: Type.Array(LogEntryShape),
    /** Id of an action to why it was refused. */
    refused: Type.Record(Type.String(), Type.Unknown()),
    position: Type.Integer(),
  }),
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'repository.malformed-actions', 'repository.another-member'],
  bodyLimit: largestDefinition,
});

export const pushDefinition = operation({
  id: 'definitions.push',
  summary: 'Makes the definition of a branch what the files say, as one action; with dryRun only tells what would change.',
  method: 'PUT',
  path: '/api/{tenant}/applications/{application}/files',
  input: Type.Object(
    {
      ...branch,
      files: DefinitionFileTexts,
      /** Refused when the branch has moved on since; absent: whatever is there is replaced. */
      expectedPosition: Type.Optional(Type.Integer({ minimum: 0 })),
      intent: Type.Optional(lineOfText(200)),
      dryRun: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  output: Type.Object({ position: Type.Integer(), changes: ChangeSummary, signature: Type.String() }),
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'repository.invalid-files', 'repository.moved-on', 'repository.another-application'],
  bodyLimit: largestDefinition,
});

export const pullDefinition = operation({
  id: 'definitions.pull',
  summary: 'The definition of a branch, or of a version, as files.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/files',
  input: Type.Object({ ...branch, version: Type.Optional(Type.String({ maxLength: 60 })) }, closed),
  output: Type.Object({ position: Type.Union([Type.Integer(), Type.Null()]), files: Type.Record(Type.String(), Type.String()) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

export const listVersions = operation({
  id: 'versions.list',
  summary: 'The versions of an application, the newest first.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/versions',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Version) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

/** Which version: an exact new one, or the part of the latest to raise. */
const newVersion = {
  version: Type.Optional(Type.String({ maxLength: 60 })),
  raise: Type.Optional(Type.Union([Type.Literal('major'), Type.Literal('minor'), Type.Literal('patch')], { default: 'patch' })),
  notes: Type.Optional(Type.String({ maxLength: 10_000 })),
};

export const createVersion = operation({
  id: 'versions.create',
  summary: 'Makes an immutable version of what is at the end of a branch.',
  method: 'POST',
  path: '/api/{tenant}/applications/{application}/versions',
  input: Type.Object({ ...branch, ...newVersion }, closed),
  output: Version,
  status: 201,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'none',
  errors: ['repository.not-found', 'repository.invalid-definition', 'repository.version-exists', 'repository.bad-version'],
});

export const listReleases = operation({
  id: 'releases.list',
  summary: 'What was released of an application, in every environment, the newest first.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/releases',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Release) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

const releases = '/api/{tenant}/environments/{environment}/applications/{application}/releases';
const refused = [
  'repository.not-found',
  'repository.invalid-definition',
  'repository.bad-version',
  'repository.publication-running',
  'records.migration-conflict',
];

export const planRelease = operation({
  id: 'releases.plan',
  summary: 'What publishing to an environment would do to stored records; changes nothing.',
  method: 'GET',
  path: `${releases}/plan`,
  input: Type.Object({ ...branch, version: newVersion.version, raise: newVersion.raise }, closed),
  output: ReleasePlan,
  permission: 'maker',
  scope: 'applications:publish',
  idempotency: 'safe',
  errors: [...refused, 'records.impossible-migration'],
});

export const publishRelease = operation({
  id: 'releases.publish',
  summary:
    'Begins a publication, a long operation: makes a version of a branch, unless an existing one is named, and releases it to an environment.',
  method: 'POST',
  path: releases,
  input: Type.Object(
    {
      ...branch,
      ...newVersion,
      plan: Type.Optional(
        Type.String({
          maxLength: 100,
          description:
            'Name of the plan that was looked at: refused when it would do something else by now. Needed where a step is destructive.',
        }),
      ),
      wait: waitInput,
    },
    closed,
  ),
  output: PublicationOperation,
  status: 202,
  permission: 'maker',
  scope: 'applications:publish',
  idempotency: 'none',
  errors: [...refused, 'repository.plan-changed', 'repository.plan-needed'],
});
