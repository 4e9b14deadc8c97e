import { type Static, Type } from 'typebox';

const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', maxLength: 40 });
const Time = Type.String({ format: 'date-time' });

/** Who did something; the name is empty where nobody knows it, as of the platform itself. */
const Doer = Type.Object({ id: Type.String(), name: Type.String() });

/** An application or module of a tenant, with what a list of them tells. */
export const Application = Type.Object({
  key: Type.String(),
  type: Type.Union([Type.Literal('application'), Type.Literal('module')]),
  label: Type.String(),
  /** Name of a Tabler icon, empty for none. */
  icon: Type.String(),
  createdAt: Time,
  /** Who made it. */
  createdBy: Doer,
  /** Who may delete it and hand it over, as administrators may: who made it, or to whom it was handed. */
  owner: Doer,
  /** The last action on the branch main. */
  changedAt: Time,
  changedBy: Doer,
  /** Where the log of main ends. */
  position: Type.Integer(),
  /** The newest version, null before the first. */
  latestVersion: Type.Union([Type.String(), Type.Null()]),
  /** Actions on main since the newest version; null where that was made of another branch. */
  changes: Type.Union([Type.Integer(), Type.Null()]),
  /** What runs in each environment. */
  running: Type.Array(Type.Object({ environment: Type.String(), version: Type.String(), releasedAt: Time })),
  /** Members who opened it in the last thirty days, estimated: nobody keeps who they were. */
  people: Type.Integer(),
  /** Null unless it was deleted. */
  deletedAt: Type.Union([Time, Type.Null()]),
  /** Null unless it was deleted, and where that was before anybody kept who did it. */
  deletedBy: Type.Union([Doer, Type.Null()]),
});
export type Application = Static<typeof Application>;

/** An application that others may begin as. */
export const Template = Type.Object({
  key: Type.String(),
  label: Type.String(),
  description: Type.String(),
  /** Name of a Tabler icon, empty for none. */
  icon: Type.String(),
  /** How many records of the definition are of a kind, where there are any: `page`, `entity`, `decision`, `process`, `role`. */
  counts: Type.Record(Type.String(), Type.Integer()),
});
export type Template = Static<typeof Template>;

/** Key of an application as part of an input. */
export const ApplicationKey = Name;

/** Key of a branch; `main` is there from the start. */
export const BranchKey = Name;

/** One thing that is wrong: in a record (`path` is a JSON Pointer) or, for files, at a line. */
export const DefinitionProblem = Type.Object({
  rule: Type.String(),
  path: Type.String(),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
  file: Type.Optional(Type.String()),
  line: Type.Optional(Type.Integer()),
  column: Type.Optional(Type.Integer()),
});
export type DefinitionProblem = Static<typeof DefinitionProblem>;

/** A definition action; its forms are those of app-definition, which checks them. */
export const ActionShape = Type.Object({ id: Type.String(), type: Type.String() }, { additionalProperties: true });

export const LogEntryShape = Type.Object({ position: Type.Integer(), action: ActionShape });

/** A definition as plain JSON at a position of its branch's log. */
export const BranchSnapshot = Type.Object({
  position: Type.Integer(),
  snapshot: Type.Object({ schemaVersion: Type.Integer(), records: Type.Record(Type.String(), Type.Unknown()) }),
  signature: Type.String(),
});

/** Which records an action, a push or a version touches. */
export const ChangeSummary = Type.Object({
  added: Type.Array(Type.String()),
  updated: Type.Array(Type.String()),
  removed: Type.Array(Type.String()),
});

const Path = Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 50 });

/** A place where two branches disagree; an absent value is absent on that side. */
export const MergeConflictShape = Type.Object({
  record: Type.String(),
  /** Empty: the record as a whole. */
  path: Path,
  kind: Type.Union([
    Type.Literal('both-changed'),
    Type.Literal('changed-and-removed'),
    Type.Literal('both-added'),
    Type.Literal('structure'),
  ]),
  message: Type.String(),
  base: Type.Optional(Type.Unknown()),
  ours: Type.Optional(Type.Unknown()),
  theirs: Type.Optional(Type.Unknown()),
});

/** The side that is to stand where two branches disagree. */
export const MergeDecisionShape = Type.Object(
  { record: Type.String({ maxLength: 200 }), path: Path, take: Type.Union([Type.Literal('ours'), Type.Literal('theirs')]) },
  { additionalProperties: false },
);

/** An immutable version. */
export const Version = Type.Object({
  version: Type.String(),
  signature: Type.String(),
  notes: Type.String(),
  createdAt: Time,
  createdBy: Type.String(),
  /** Component id to the version it was resolved to. */
  components: Type.Record(Type.String(), Type.String()),
  /** Module key to the version it was resolved to. */
  modules: Type.Record(Type.String(), Type.Object({ version: Type.String(), signature: Type.String() })),
});
export type Version = Static<typeof Version>;

/** One step of what a release does to stored records, as people read it before it runs. */
export const MigrationStep = Type.Object({
  description: Type.String(),
  /** What may be lost or long locked: people confirm these. */
  destructive: Type.Boolean(),
  sql: Type.Optional(Type.String()),
  /** Rows it touches, estimated. */
  rows: Type.Optional(Type.Integer()),
  lock: Type.Optional(Type.String()),
});
export type MigrationStep = Static<typeof MigrationStep>;

/** A version running in an environment. */
export const Release = Type.Object({
  application: Type.String(),
  environment: Type.String(),
  version: Type.String(),
  signature: Type.String(),
  releasedAt: Time,
  releasedBy: Type.String(),
  steps: Type.Array(MigrationStep),
});
export type Release = Static<typeof Release>;
