import { type Static, Type } from 'typebox';
import { keptText } from '../line-of-text.ts';
import { longOperationOf, waitInput } from '../long-operations/index.ts';
import { operation } from '../operation.ts';

/** What went otherwise at one element, over the histories that were done again. */
export const ReplayChange = Type.Object({
  element: Type.String(),
  kind: Type.Enum(['reached', 'notReached', 'waits', 'passes', 'variables', 'incident', 'noIncident', 'refused'], {
    description: 'Come to now and was not, or the other way round; waits now or passes; sets other variables; stops now or no longer.',
  }),
  /** In how many histories. */
  histories: Type.Integer(),
});
export type ReplayChange = Static<typeof ReplayChange>;

const counts = {
  process: Type.String(),
  /** How many histories were done again: of the newest instances. */
  histories: Type.Integer(),
  /** Those that happened again as they were. */
  same: Type.Integer(),
  /** Those that went through otherwise. */
  differs: Type.Integer(),
  /** Those in which what came could not be taken any more. */
  stops: Type.Integer(),
};

/** What the newest histories of a process come to by what is to be published. */
export const ProcessReplay = Type.Object({ ...counts, changes: Type.Array(ReplayChange) });
export type ProcessReplay = Static<typeof ProcessReplay>;

/** The same with examples, for those who manage the instances. */
export const ReplayReport = Type.Object({
  ...counts,
  changes: Type.Array(
    Type.Object({
      ...ReplayChange.properties,
      /** Some of the instances, the newest first. */
      instances: Type.Array(Type.String()),
      /** What is said of some of them: names of variables, or why. */
      details: Type.Array(Type.String()),
    }),
  ),
});
export type ReplayReport = Static<typeof ReplayReport>;

/** How many histories are done again at once at most. */
export const mostReplayed = 2000;

export const ReplayOperation = longOperationOf(ReplayReport);
export type ReplayOperation = Static<typeof ReplayOperation>;

export const replayHistories = operation({
  id: 'processes.replay',
  summary:
    'Begins a long operation that does the newest histories of a process again by another version or by a branch, without anything outside, and tells what goes otherwise. For the managers of the process; of what is not released, for those of them who are makers.',
  method: 'POST',
  path: '/data/{tenant}/{environment}/{application}/-/processes/{process}/replay',
  input: Type.Object(
    {
      process: Type.String({ ...keptText, maxLength: 120 }),
      version: Type.Optional(
        Type.String({ ...keptText, maxLength: 60, description: 'By this version; by the one that runs here where nothing is said.' }),
      ),
      branch: Type.Optional(Type.String({ ...keptText, maxLength: 120, description: 'By the end of this branch.' })),
      most: Type.Optional(Type.Integer({ minimum: 1, maximum: mostReplayed, default: 100 })),
      wait: waitInput,
    },
    { additionalProperties: false },
  ),
  output: ReplayOperation,
  status: 202,
  permission: 'application',
  scope: 'processes:write',
  idempotency: 'none',
  errors: ['process-store.no-process', 'process-store.not-runnable', 'process-store.version-or-branch', 'repository.not-found'],
});
