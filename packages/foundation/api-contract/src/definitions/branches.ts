import { type Static, Type } from 'typebox';
import { operation } from '../operation.ts';
import { BranchKey, BranchSnapshot, ChangeSummary, MergeConflictShape, MergeDecisionShape } from './definition-shapes.ts';

const closed = { additionalProperties: false } as const;
const optionalBranch = { branch: Type.Optional(BranchKey) };
const Position = Type.Integer({ minimum: 0 });
const Time = Type.String({ format: 'date-time' });
const branches = '/api/{tenant}/applications/{application}/branches';

export const getBranch = operation({
  id: 'branches.get',
  summary: 'The definition at the end of a branch, or as it was at an earlier position of its log.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/branch',
  input: Type.Object({ ...optionalBranch, position: Type.Optional(Position) }, closed),
  output: BranchSnapshot,
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found', 'repository.ahead-of-log'],
});

/** A branch as lists show it. */
export const Branch = Type.Object({
  key: BranchKey,
  position: Type.Integer(),
  /** The version it began with; null where it began with the end of another branch, and for main. */
  forkedFrom: Type.Union([Type.String(), Type.Null()]),
  createdAt: Time,
  createdBy: Type.String(),
  /** Of the last action; null before the first. */
  changedAt: Type.Union([Time, Type.Null()]),
  /** A draft that only its member sees. */
  private: Type.Boolean(),
});
export type Branch = Static<typeof Branch>;

export const listBranches = operation({
  id: 'branches.list',
  summary: "The branches of an application, the oldest first; of private drafts only the caller's.",
  method: 'GET',
  path: branches,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Branch) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

export const createBranch = operation({
  id: 'branches.create',
  summary: 'Forks a branch from a version, or from the end of a branch.',
  method: 'POST',
  path: branches,
  input: Type.Object(
    {
      key: BranchKey,
      version: Type.Optional(Type.String({ maxLength: 60 })),
      from: Type.Optional(BranchKey),
      private: Type.Optional(Type.Boolean({ description: 'Only the caller sees it.' })),
    },
    closed,
  ),
  output: Type.Object({ key: BranchKey, position: Type.Integer() }),
  status: 201,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'none',
  errors: ['repository.not-found', 'repository.branch-exists', 'repository.one-origin'],
});

export const deleteBranch = operation({
  id: 'branches.delete',
  summary: 'Deletes a branch; its versions and what was merged from it stay.',
  method: 'DELETE',
  path: `${branches}/{branch}`,
  input: Type.Object({ branch: BranchKey }, closed),
  output: Type.Null(),
  status: 204,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'repository.main-stays'],
});

const merge = `${branches}/{branch}/merge`;

export const compareBranches = operation({
  id: 'branches.compare',
  summary: 'What merging another branch into this one would change, and where the two disagree; changes nothing.',
  method: 'GET',
  path: merge,
  input: Type.Object({ branch: BranchKey, from: BranchKey }, closed),
  output: Type.Object({
    /** Ends of the two branches that were compared. */
    ours: Type.Integer(),
    theirs: Type.Integer(),
    changes: ChangeSummary,
    conflicts: Type.Array(MergeConflictShape),
    /** The merged definition, with ours at every conflict. */
    merged: BranchSnapshot.properties.snapshot,
  }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found', 'repository.one-branch'],
});

export const mergeBranch = operation({
  id: 'branches.merge',
  summary: 'Merges another branch into this one as one action, with a side chosen for each conflict.',
  method: 'POST',
  path: merge,
  input: Type.Object(
    {
      branch: BranchKey,
      from: BranchKey,
      /** Ends of the two branches as they were compared: refused when either has moved on since. */
      ours: Position,
      theirs: Position,
      decisions: Type.Array(MergeDecisionShape, { maxItems: 100_000 }),
    },
    closed,
  ),
  output: Type.Object({ position: Type.Integer(), changes: ChangeSummary }),
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'none',
  errors: [
    'repository.not-found',
    'repository.one-branch',
    'repository.moved-on',
    'repository.undecided-conflicts',
    'repository.unsound-decisions',
  ],
  bodyLimit: 32 * 1024 * 1024,
});

/** One entry of the log as people read it. */
export const BranchHistoryEntry = Type.Object({
  position: Type.Integer(),
  action: Type.String(),
  at: Time,
  actor: Type.String(),
  /** Empty where the member is not known any more. */
  actorName: Type.String(),
  intent: Type.String(),
  /** The action that this one takes back or makes again. */
  undoes: Type.Union([Type.String(), Type.Null()]),
});
export type BranchHistoryEntry = Static<typeof BranchHistoryEntry>;

export const listBranchHistory = operation({
  id: 'branches.history',
  summary: 'Who did what on a branch and when, the latest first.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/history',
  input: Type.Object(
    {
      ...optionalBranch,
      before: Type.Optional(Type.Integer({ minimum: 1, description: 'The `next` of the page before.' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(BranchHistoryEntry), next: Type.Union([Type.Integer(), Type.Null()]) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});
