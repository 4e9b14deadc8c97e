import { type RequestContext, Rounds, systemContext, type TenantReference } from '@plinth/foundation';
import type { StoredApplication } from '../applications.ts';
import { repositoryErrors } from '../errors.ts';
import type { RepositoryOptions } from '../ports.ts';
import type { SampleDrafts } from '../previews/sample-drafts.ts';
import { isPublishing } from '../releases.ts';
import { lockedApplication } from './ownership.ts';
import { deleteRemoved, endPreviews, markRemoved, selectNeedingModule, selectRemoved, selectTabled } from './removal-statements.ts';

type Removed = StoredApplication & { readonly tenantId: string; readonly tenantKey: string };

/** Milliseconds between two looks for what was removed and is not gone yet. */
const lookEvery = 60_000;

/**
 * Takes away what is kept of applications that were removed for good. The row of the application is the last to go: whatever interrupts
 * it, the next round, of this server or another, finds it and goes on.
 */
export class Removals {
  readonly #options: RepositoryOptions;
  readonly #drafts: SampleDrafts;
  readonly #rounds: Rounds;

  constructor(options: RepositoryOptions, drafts: SampleDrafts) {
    this.#options = options;
    this.#drafts = drafts;
    const { removalFailed: onFailure = () => {} } = options;
    this.#rounds = new Rounds({ look: () => this.takeAwayAll(), restMilliseconds: lookEvery, onFailure });
  }

  start(): void {
    this.#rounds.start();
  }

  close(): Promise<void> {
    return this.#rounds.close();
  }

  /**
   * From now on it is there for nobody, and what is kept of it goes. Throws `repository.not-found`, `repository.not-deleted`,
   * `repository.module-needed`.
   */
  async request(context: RequestContext, key: string): Promise<void> {
    const { database, remains } = this.#options;
    await database.transaction(context, async (transaction) => {
      const application = await lockedApplication(context, transaction, key);
      if (application.removed) return;
      if (!application.deleted) throw repositoryErrors.notDeleted({ key });
      const needing = await transaction.value<string>(context, selectNeedingModule, [context.tenant.id, key]);
      if (needing !== null) throw repositoryErrors.moduleNeeded({ key, application: needing });
      await transaction.query(context, markRemoved, [context.tenant.id, application.id]);
      // Before it is so: what cannot be taken back is never done untold.
      await remains?.tell(context, key);
    });
    this.#rounds.wake();
  }

  /** Takes away what it can of all that was removed; what fails keeps nothing else from going. */
  async takeAwayAll(): Promise<void> {
    const { database, platform } = this.#options;
    if (platform === undefined) return;
    const { rows } = await database.query<Removed>(systemContext(platform), selectRemoved, []);
    const failures: unknown[] = [];
    for (const { tenantId, tenantKey, ...application } of rows) {
      if (this.#rounds.signal.aborted) return;
      await this.#takeAway({ id: tenantId, key: tenantKey }, application).catch((error: unknown) => failures.push(error));
    }
    const [first] = failures;
    if (first !== undefined) throw first;
  }

  async #takeAway(tenant: TenantReference, application: StoredApplication): Promise<void> {
    const { database, remains } = this.#options;
    const context: RequestContext = { ...systemContext(tenant), signal: this.#rounds.signal };
    const place = [tenant.id, application.id] as const;
    await database.query(context, endPreviews, place);
    await this.#drafts.forgetExpired(context);
    const { rows } = await database.asOwner(context, (transaction) => transaction.query<{ id: string }>(context, selectTabled, place));
    const tabled = rows.map(({ id }) => id);
    for (const environment of (await remains?.environments(context)) ?? []) {
      const within = { ...context, environment };
      // What was begun before it was deleted may still make tables. It comes to an end, and the next round is after it.
      if (await isPublishing(within, database, application)) {
        throw repositoryErrors.publicationRunning({ application: application.key, environment: environment.key });
      }
      await remains?.takeFromEnvironment(within, application.key, tabled);
    }
    await remains?.takeFromTenant(context, application.key);
    await database.asOwner(context, (transaction) => transaction.query(context, deleteRemoved, place));
  }
}
