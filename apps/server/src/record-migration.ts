import type { MigrationPort, VersionContent } from '@plinth/app-repository';
import type { Database } from '@plinth/database';
import { applyMigrationIn, type MigrationInput, type MigrationStep, planMigration } from '@plinth/record-store';

type PlannedStep = Awaited<ReturnType<MigrationPort['planMigration']>>['steps'][number];

interface RecordPlan {
  readonly steps: readonly PlannedStep[];
  readonly input: MigrationInput;
}

/** The record store as the repository asks it to change stored records. */
export function recordMigration(database: Database): MigrationPort<RecordPlan> {
  return {
    async planMigration(context, _previous, next) {
      const input = inputOf(next);
      const { steps } = await planMigration(context, database, input);
      return { steps: steps.map(toStep), input };
    },
    async applyMigration(context, { input }, transaction) {
      await applyMigrationIn(context, transaction, input);
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
