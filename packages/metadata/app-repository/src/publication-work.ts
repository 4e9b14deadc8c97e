import { type MigrationStep, type Publication, publishRelease } from '@plinth/api-contract';
import type { Transaction } from '@plinth/database';
import { foundationErrors, inSpan, type JsonValue, type RequestContext, type SpanRecorder } from '@plinth/foundation';
import type { LongWork, OperationRun } from '@plinth/long-operations';
import { applicationOf } from './applications.ts';
import type { BranchLog } from './branch-log.ts';
import { repositoryErrors } from './errors.ts';
import type { RepositoryOptions } from './ports.ts';
import { type PreparedPublication, planName, preparePublication, requireConsent } from './prepare-publication.ts';
import { currentReleases, isPublishing, recordRelease, takePublication } from './releases.ts';
import { keepVersion } from './versions.ts';

/** What a publication was begun with, exact, so that whoever goes on with it publishes the same. */
export interface PublicationInput {
  readonly branch: string | null;
  readonly position: number;
  readonly version: string;
  readonly notes: string;
  /** Name of the plan. */
  readonly plan: string;
}

/** What the request that begins a publication has found out already, and who measures it. */
export interface HandedOver {
  readonly prepared: PreparedPublication;
  readonly spans: SpanRecorder | undefined;
}

const millisecondsBetweenTries = 250;

/**
 * A publication as work: version, tables, release and the end of the operation are one transaction. Whoever goes on with it
 * begins again, or finds it ended.
 */
export function publicationWork(options: RepositoryOptions, log: BranchLog, handedOver: Map<string, HandedOver>): LongWork {
  const { database } = options;
  return {
    begunBy: publishRelease,
    lookScope: 'applications:publish',
    unit: 'steps',
    file: 'none',
    async run(context, run) {
      const handed = handedOver.get(run.id);
      handedOver.delete(run.id);
      const measured = { ...context, spans: handed?.spans };
      const application = handed?.prepared.application ?? (await applicationOf(context, database, run.application));
      let { prepared } = handed ?? {};
      for (;;) {
        // A server that is gone may have left its transaction behind. No connection is held meanwhile: there are few.
        while (await isPublishing(context, database, application)) await waitForTurn(context, run);
        prepared ??= await prepareAgain(context, options, log, run);
        const ready = prepared;
        const published = await inSpan(measured, 'repository.release', (within) =>
          database.asOwner(within, (transaction) => publishIn(within, options, transaction, ready, run)),
        );
        if (published === null) continue;
        await announce({ ...measured, signal: new AbortController().signal }, options, prepared, published);
        return published as unknown as JsonValue;
      }
    },
  };
}

async function waitForTurn(context: RequestContext, run: OperationRun): Promise<void> {
  run.progress(0, { step: 'Wait for another publication of the application.' });
  await new Promise((resolve) => setTimeout(resolve, millisecondsBetweenTries));
  if (context.signal.aborted) throw foundationErrors.cancelled();
}

async function prepareAgain(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  { application, input }: OperationRun,
): Promise<PreparedPublication> {
  const { branch, position, version, notes, plan } = input as unknown as PublicationInput;
  const choice = { ...(branch === null ? {} : { branch }), position, version, notes };
  const prepared = await preparePublication(context, options, log, application, choice, { readRows: false });
  requireConsent(prepared.plan, plan);
  return prepared;
}

/** The whole publication within a transaction of the owner; null where another has the place. */
async function publishIn(
  context: RequestContext,
  options: RepositoryOptions,
  transaction: Transaction,
  { application, branch, candidate, previous, plan }: PreparedPublication,
  run: OperationRun,
): Promise<Publication | null> {
  if (!(await takePublication(context, transaction, application))) return null;
  // Somebody may have deleted it since it was begun; whoever removes it for good waits for this place.
  await applicationOf(context, transaction, application.key);
  const [running] = await currentReleases(context, transaction, application.key);
  // Somebody may have released between the plan and here: the plan would start from what no longer runs.
  if (running?.version !== previous?.version) throw repositoryErrors.planChanged();
  const { content } = candidate;
  if (!candidate.kept) await inSpan(context, 'repository.keep-version', (within) => keepVersion(within, transaction, candidate, branch));
  run.progress(0, { step: 'Look at the records that are there.' });
  let steps: readonly MigrationStep[] = [];
  await inSpan(context, 'repository.migrate', (within) =>
    options.migration.applyMigration(within, previous, content, transaction, {
      planned(found) {
        if (planName(context, previous, content, found) !== plan.plan) throw repositoryErrors.planChanged();
        steps = found;
        run.progress(0, { total: found.length });
      },
      reached: (done) => run.progress(done, { step: wordsOf(steps[done]) }),
    }),
  );
  const release = await inSpan(context, 'repository.record-release', (within) => recordRelease(within, transaction, content, steps));
  const publication: Publication = { ...plan, steps: [...steps], release };
  await run.succeed(transaction, publication as unknown as JsonValue);
  return publication;
}

function wordsOf(step: MigrationStep | undefined): string | null {
  if (step === undefined) return null;
  const { description, rows = 0 } = step;
  return rows === 0 ? description : `${description} (about ${rows.toLocaleString('en')} rows)`;
}

/** After the commit: nothing that goes wrong here takes the release back. */
async function announce(
  context: RequestContext,
  options: RepositoryOptions,
  { candidate }: PreparedPublication,
  { release }: Publication,
): Promise<void> {
  await inSpan(context, 'repository.announce', (within) => options.released?.(within, candidate.content, release));
}
