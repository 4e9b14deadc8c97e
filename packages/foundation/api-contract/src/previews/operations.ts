import { type Static, Type } from 'typebox';
import { BranchKey } from '../definitions/definition-shapes.ts';
import { operation } from '../operation.ts';

const closed = { additionalProperties: false } as const;
const Time = Type.String({ format: 'date-time' });
const Position = Type.Integer({ minimum: 0 });
const mostHours = 24 * 30;

/** A link to a draft, as it is listed: what it leads to and until when, never the link itself. */
export const Preview = Type.Object({
  id: Type.String(),
  branch: BranchKey,
  /** Where on the branch; null follows its end. */
  position: Type.Union([Position, Type.Null()]),
  /** Whose records are shown: of an environment, or made up for the draft alone. */
  records: Type.Enum(['environment', 'samples']),
  /** The environment; with samples one that is only the link's. */
  environment: Type.String(),
  createdAt: Time,
  createdBy: Type.String(),
  expiresAt: Time,
});
export type Preview = Static<typeof Preview>;

export const listPreviews = operation({
  id: 'previews.list',
  summary: 'The links to drafts of an application that still lead there, the newest first.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/previews',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Preview) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

export const createPreview = operation({
  id: 'previews.create',
  summary:
    'Makes a link by which members see a branch in the Player: with the records of the environment as their own roles there allow, or with sample data. The link is told once.',
  method: 'POST',
  path: '/api/{tenant}/environments/{environment}/applications/{application}/previews',
  input: Type.Object(
    {
      branch: Type.Optional(BranchKey),
      position: Type.Optional(Type.Integer({ minimum: 0, description: 'Where on the branch; without it the link follows its end.' })),
      records: Type.Optional(
        Type.Enum(['environment', 'samples'], {
          default: 'environment',
          description:
            'With samples, tables are made for the draft alone and filled with records made up for it, also of entities that are published nowhere. Whoever opens the link has every role of the draft there; the tables end with it.',
        }),
      ),
      hours: Type.Integer({ minimum: 1, maximum: mostHours, description: 'After so many hours it leads nowhere.' }),
    },
    closed,
  ),
  output: Type.Object({
    preview: Preview,
    path: Type.String({ description: 'The address, below that of the platform.' }),
    notes: Type.Array(Type.String(), { description: 'Which entities have no samples, and why.' }),
  }),
  status: 201,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'none',
  errors: [
    ...['repository.not-found', 'repository.ahead-of-log', 'repository.too-many-previews', 'repository.invalid-definition'],
    'records.impossible-migration',
  ],
});

export const revokePreview = operation({
  id: 'previews.revoke',
  summary: 'Ends a link to a draft at once.',
  method: 'DELETE',
  path: '/api/{tenant}/applications/{application}/previews/{preview}',
  input: Type.Object({ preview: Type.String({ maxLength: 60 }) }, closed),
  output: Type.Null(),
  status: 204,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found'],
});

export const openPreview = operation({
  id: 'previews.open',
  summary: 'Where a link to a draft leads, for the member who opens it.',
  method: 'GET',
  path: '/api/{tenant}/preview',
  input: Type.Object({ link: Type.String({ minLength: 1, maxLength: 120 }) }, closed),
  headers: { link: 'x-plinth-preview' },
  output: Type.Object({
    application: Type.String(),
    environment: Type.String(),
    records: Preview.properties.records,
    branch: BranchKey,
    expiresAt: Time,
  }),
  permission: 'member',
  scope: 'records:read',
  idempotency: 'safe',
  errors: ['repository.no-preview'],
});
