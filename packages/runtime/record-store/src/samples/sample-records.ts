import { type Database, quoteIdentifier, statement } from '@plinth/database';
import { PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import { permissionsFor } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import { applyMigrationIn, type MigrationInput, planMigrationIn } from '../migration/migrate.ts';
import { environmentSchema } from '../model/derive-model.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';
import { RecordReader } from '../read/record-reader.ts';
import { BulkWriter } from '../write/bulk-writer.ts';
import { sampleValues } from './sample-values.ts';

/** Records of each entity: enough to see a list by, few enough to be there at once. */
const recordsEach = 8;
/** How often other values are tried for a record that a rule refuses. */
const tries = 3;

const forgetNames = statement('delete from plinth.record_name where tenant_id = $1 and environment_id = $2');

/**
 * Makes the tables of a definition in the environment of a sample, in place of all that is there; false where what is there is
 * just that. Throws where the environment is another.
 */
export async function makeSampleTables(context: RequestContext, database: Database, input: MigrationInput): Promise<boolean> {
  const environmentId = sampleOf(context);
  return database.asOwner(context, async (transaction) => {
    const { plan } = await planMigrationIn(context, transaction, { ...input, readRows: false });
    if (plan.steps.length === 0) return false;
    await transaction.script(dropSchema(environmentId));
    await transaction.query(context, forgetNames, [context.tenant.id, environmentId]);
    await applyMigrationIn(context, transaction, { ...input, readRows: false });
    return true;
  });
}

/** Takes away everything that the environment of a sample has. Throws where the environment is another. */
export async function removeSampleTables(context: RequestContext, database: Database): Promise<void> {
  const environmentId = sampleOf(context);
  await database.asOwner(context, async (transaction) => {
    await transaction.script(dropSchema(environmentId));
    await transaction.query(context, forgetNames, [context.tenant.id, environmentId]);
  });
}

/** Fills the tables of a sample. Tells, a sentence each, which entities have no records and why. */
export async function fillSamples(context: RequestContext, database: Database, model: ApplicationModel): Promise<readonly string[]> {
  sampleOf(context);
  // Whoever looks at the draft is known by what they may do there; what is made up is Plinth's own doing, in their name.
  const within: RequestContext = { ...context, actor: { ...systemActor, id: context.actor.id, name: context.actor.name } };
  const writer = new BulkWriter(database, new RecordReader(database));
  const scope = { model, permissions: permissionsFor(within, model) };
  const made = new Map<string, readonly string[]>();
  const notes: string[] = [];
  for (const entity of inOrder(model)) {
    if (entity.source !== null) {
      notes.push(`${entity.record.label} has no samples: its records are those of another database.`);
      continue;
    }
    const sample = { model, made, now: Date.now(), email: context.actor.email };
    const create = (records: readonly RecordValues[]) => writer.create(within, scope, entity.key, records);
    const { ids, refusal } = await createWhatFits(create, (number) => sampleValues(sample, entity, number));
    made.set(entity.key, ids);
    if (ids.length === 0 && refusal !== null) notes.push(`${entity.record.label} has no samples: ${refusal}`);
  }
  return notes;
}

interface Created {
  readonly ids: readonly string[];
  /** Why the last one was refused. */
  readonly refusal: string | null;
}

/** All at once; where a rule of the application refuses that, one by one, with other values for those that are refused. */
async function createWhatFits(
  create: (records: readonly RecordValues[]) => Promise<readonly string[]>,
  valuesOf: (number: number) => RecordValues,
): Promise<Created> {
  const numbers = Array.from({ length: recordsEach }, (_, number) => number);
  const all = await attempted(create, numbers.map(valuesOf));
  if (all.refusal === null) return all;
  const ids: string[] = [];
  let refusal: string | null = null;
  for (const number of numbers) {
    for (let again = 0; again < tries; again++) {
      const one = await attempted(create, [valuesOf(number + again * recordsEach)]);
      ids.push(...one.ids);
      refusal = one.refusal;
      if (refusal === null) break;
    }
  }
  return { ids, refusal };
}

async function attempted(
  create: (records: readonly RecordValues[]) => Promise<readonly string[]>,
  records: readonly RecordValues[],
): Promise<Created> {
  try {
    return { ids: await create(records), refusal: null };
  } catch (error) {
    if (!(error instanceof PlinthError) || error.fault !== 'caller') throw error;
    const [first] = error.details.violations ?? [];
    return { ids: [], refusal: first === undefined ? error.message : `${first.path.replace(/^\/\d+\//, '')} ${first.message}.` };
  }
}

/** What others refer to before them; where they refer to each other in a circle, what need not refer comes first. */
function inOrder(model: ApplicationModel): readonly EntityModel[] {
  const ordered = new Set<EntityModel>();
  const waiting = new Set<EntityModel>();
  const add = (entity: EntityModel, required: boolean) => {
    if (ordered.has(entity) || waiting.has(entity)) return;
    waiting.add(entity);
    for (const field of entity.fields) {
      const target = model.entities.get(field.target ?? '');
      if (target !== undefined && (field.record.required || !required)) add(target, field.record.required);
    }
    waiting.delete(entity);
    ordered.add(entity);
  };
  for (const entity of model.entities.values()) add(entity, false);
  return [...ordered];
}

/** Drops what somebody works with nowhere else: the id of any other environment never comes here. */
function dropSchema(environmentId: string): string {
  return `drop schema if exists ${quoteIdentifier(environmentSchema(environmentId))} cascade`;
}

function sampleOf({ environment }: RequestContext): string {
  if (environment?.isSample !== true) throw recordErrors.noEnvironment();
  return environment.id;
}
