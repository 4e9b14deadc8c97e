import type { MigrationPort, VersionContent } from '@plinth/app-repository';
import type { Database, Transaction } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { applyMigrationIn, type MigrationInput, type MigrationStep, planMigration, requirePossible } from '@plinth/record-store';

type Planned = Awaited<ReturnType<MigrationPort['planMigration']>>;
type PlannedStep = Planned['steps'][number];

interface AroundMigration {
  /** What else a publication changes in its transaction. */
  readonly alongWith: (context: RequestContext, transaction: Transaction, content: VersionContent) => Promise<void>;
  /** What the environment has not that a version needs, as sentences. */
  readonly lacking: (context: RequestContext, content: VersionContent) => Promise<readonly string[]>;
  /** What recorded histories come to by a version. */
  readonly replayed: (context: RequestContext, previous: VersionContent, next: VersionContent) => Promise<Planned['replays']>;
  /** Throws where what is not stored keeps a version from running: functions that do not compile, events that break what the running version promises. */
  readonly require: (
    context: RequestContext,
    definition: VersionContent['definition'],
    running: VersionContent['definition'] | null,
  ) => Promise<void>;
}

/** The record store as the repository asks it to change stored records. */
export function recordMigration(database: Database, { alongWith, lacking, replayed, require }: AroundMigration): MigrationPort {
  return {
    async planMigration(context, previous, next, { readRows }) {
      const plan = await planMigration(context, database, { ...inputOf(next), readRows });
      requirePossible(plan);
      await require(context, next.definition, previous?.definition ?? null);
      // Looked at only where a person reads it.
      const lacked = readRows ? await lacking(context, next) : [];
      const replays = readRows && previous !== null ? await replayed(context, previous, next) : [];
      return { steps: plan.steps.map(toStep), warnings: [...lacked, ...plan.warnings], replays };
    },
    async applyMigration(context, _previous, next, transaction, watch) {
      await applyMigrationIn(context, transaction, inputOf(next), {
        planned: (steps) => watch.planned(steps.map(toStep)),
        reached: (done) => watch.reached(done),
      });
      await alongWith(context, transaction, next);
    },
  };
}

function inputOf(content: VersionContent): MigrationInput {
  // What the definition has no longer stays in the database until somebody drops it on purpose.
  return { definition: content.definition, dependencies: content.modules, allowDrops: false };
}

function toStep(step: MigrationStep): PlannedStep {
  return {
    description: step.summary,
    destructive: step.kind === 'drop',
    sql: step.sql,
    ...(step.rows === null ? {} : { rows: Math.max(0, Math.trunc(step.rows)) }),
    lock: step.lock,
  };
}
