import { appOf, type Definition } from '@plinth/app-definition';
import { type Database, statement, type Transaction } from '@plinth/database';
import { foundationErrors, type RequestContext } from '@plinth/foundation';
import { ruleAdvice, withRuleIndexes } from '../access/rule-indexes.ts';
import { recordErrors } from '../errors.ts';
import type { ComputedValues } from '../expressions/computed-value.ts';
import { constantDefault } from '../expressions/constant-default.ts';
import { deriveModel, environmentSchema } from '../model/derive-model.ts';
import type { ApplicationModel, CatalogName } from '../model/entity-model.ts';
import { findRefusal } from '../write/refusals.ts';
import { refusedByRows, requirePossible } from './impossible-migration.ts';
import { readNames, readTableNames } from './introspect.ts';
import type { MigrationPlan, MigrationStep } from './migration-plan.ts';
import { planModel } from './plan-migration.ts';

export interface MigrationInput {
  readonly definition: Definition;
  /** The modules it depends on, by key. */
  readonly dependencies?: ReadonlyMap<string, Definition>;
  readonly allowDrops?: boolean;
  /** How long to wait for tables in use; 5 s where absent. */
  readonly lockTimeoutMilliseconds?: number;
  /** Whether a plan looks for rows that stand against it, which reads tables whole; true where absent. */
  readonly readRows?: boolean;
}

/** Told how a migration goes, from within its transaction; what it throws undoes all of it. */
export interface MigrationWatch {
  /** The plan as it will be run. */
  planned(steps: readonly MigrationStep[]): void;
  /** So many steps are done, and the next begins. */
  reached(done: number): void;
}

export interface Migrated {
  readonly plan: MigrationPlan;
  readonly model: ApplicationModel;
}

/** The model of a definition in the context's environment, with the names it got when it was published. */
export async function loadModel(
  context: RequestContext,
  database: Database,
  definition: Definition,
  dependencies?: ReadonlyMap<string, Definition>,
  computedValues?: ComputedValues,
): Promise<ApplicationModel> {
  const input = {
    definition,
    ...(dependencies === undefined ? {} : { dependencies }),
    ...(computedValues === undefined ? {} : { computedValues }),
  };
  return modelOf(context, input, await readNames(context, database, definitionsOf(input)));
}

/** What publishing the definition in the context's environment would change. */
export async function planMigration(context: RequestContext, database: Database, input: MigrationInput): Promise<MigrationPlan> {
  return database.asOwner(context, (transaction) =>
    patiently(transaction, input, async () => (await planMigrationIn(context, transaction, input)).plan),
  );
}

/** Plans again and makes the changes in one transaction; all or nothing. Throws `records.impossible-migration` with each reason. */
export async function applyMigration(context: RequestContext, database: Database, input: MigrationInput): Promise<Migrated> {
  return database.asOwner(context, (transaction) => applyMigrationIn(context, transaction, input));
}

/** The same within an owner's transaction that is open already, so that a publication and its tables stand or fall together. */
export async function applyMigrationIn(
  context: RequestContext,
  transaction: Transaction,
  input: MigrationInput,
  watch?: MigrationWatch,
): Promise<Migrated> {
  // Two publications into one environment would otherwise choose names at the same time.
  await transaction.query(context, lockEnvironment, [context.environment?.id ?? '']);
  return patiently(transaction, input, async () => {
    const migrated = await planMigrationIn(context, transaction, input);
    requirePossible(migrated.plan);
    const { steps } = migrated.plan;
    watch?.planned(steps);
    await transaction.script(`set local statement_timeout = 0; ${endWithClient}`);
    for (const [done, step] of steps.entries()) {
      // An abort between two statements has nothing to stop.
      if (context.signal.aborted) throw foundationErrors.cancelled();
      watch?.reached(done);
      await transaction.script(step.sql).catch((error: unknown) => {
        throw refusedByRows(step, error) ?? error;
      });
    }
    watch?.reached(steps.length);
    await keepNames(context, transaction, migrated.model);
    return migrated;
  });
}

/** Does work that waits for tables in use only so long. */
async function patiently<Result>(transaction: Transaction, input: MigrationInput, work: () => Promise<Result>): Promise<Result> {
  await transaction.script(`set local lock_timeout = ${Math.trunc(input.lockTimeoutMilliseconds ?? 5000)}`);
  try {
    return await work();
  } catch (error) {
    if (findRefusal(error)?.sqlState === '55P03') throw recordErrors.migrationConflict({}, { cause: error, retryAfter: 5 });
    throw error;
  }
}

/** A statement ends soon after the server that sent it is gone, with its locks. Systems that cannot tell refuse the setting. */
const endWithClient = `do $$ begin perform set_config('client_connection_check_interval', '1000', true);
exception when invalid_parameter_value then null; end $$`;

/** Held until the end of a transaction by whoever makes, names or takes away tables of an environment. */
export const lockEnvironment = statement(`select pg_advisory_xact_lock(hashtext('plinth records ' || $1::text))`);

/** {@link planMigration} within a transaction that is open already. */
export async function planMigrationIn(context: RequestContext, transaction: Transaction, input: MigrationInput): Promise<Migrated> {
  const names = await readNames(context, transaction, definitionsOf(input));
  const taken = await readTableNames(context, transaction, environmentSchema(context.environment?.id ?? ''));
  const model = withRuleIndexes(modelOf(context, input, names, taken), input.definition, input.dependencies);
  const migrationPlan = await planModel(context, transaction, model, {
    names,
    allowDrops: input.allowDrops ?? false,
    readRows: input.readRows ?? true,
    defaultLiteral: (_entity, field) => constantDefault(field.record),
  });
  const slow = ruleAdvice(model).map(({ message, hint }) => `${message.charAt(0).toUpperCase()}${message.slice(1)}. ${hint ?? ''}`);
  return { model, plan: { ...migrationPlan, warnings: [...migrationPlan.warnings, ...slow] } };
}

function modelOf(
  context: RequestContext,
  { definition, dependencies, computedValues }: MigrationInput & { readonly computedValues?: ComputedValues },
  names: readonly CatalogName[],
  takenTables: readonly string[] = [],
): ApplicationModel {
  if (context.environment === null) throw recordErrors.noEnvironment();
  const environmentId = context.environment.id;
  return deriveModel(definition, {
    environmentId,
    names,
    takenTables,
    ...(dependencies === undefined ? {} : { dependencies }),
    ...(computedValues === undefined ? {} : { computedValues }),
  });
}

/** Keys of the definitions whose records a model holds. */
function definitionsOf({ definition, dependencies }: MigrationInput): string[] {
  return [appOf(definition)?.key ?? '', ...(dependencies?.keys() ?? [])];
}

const insertName = statement(`
insert into plinth.record_name (tenant_id, environment_id, definition, record, name)
select $1, $2, n.definition, n.record, n.name from json_to_recordset($3::json) as n (definition text, record text, name text)`);

async function keepNames(context: RequestContext, transaction: Transaction, model: ApplicationModel): Promise<void> {
  if (model.newNames.length === 0) return;
  await transaction.query(context, insertName, [context.tenant.id, model.environmentId, JSON.stringify(model.newNames)]);
}
