import { type Static, Type } from 'typebox';
import { longOperationOf } from '../long-operations/index.ts';
import { ProcessReplay } from '../processes/index.ts';
import { MigrationStep, Release } from './definition-shapes.ts';

/** What a publication would do. */
export const ReleasePlan = Type.Object({
  version: Type.String(),
  signature: Type.String(),
  /** Names what would be done, for `plan` of the publication that follows. */
  plan: Type.String(),
  steps: Type.Array(MigrationStep),
  /** What does not change though one might think so, and what will be slow. */
  warnings: Type.Array(Type.String()),
  /** What the newest histories of the processes that change come to; none where nobody reads it. */
  replays: Type.Array(ProcessReplay),
  destructive: Type.Boolean(),
});
export type ReleasePlan = Static<typeof ReleasePlan>;

/** What a publication did. */
export const Publication = Type.Object({ ...ReleasePlan.properties, release: Release });
export type Publication = Static<typeof Publication>;

/** A publication on its way. */
export const PublicationOperation = longOperationOf(Publication);
export type PublicationOperation = Static<typeof PublicationOperation>;
