import {
  implement,
  listReleases,
  type Operation,
  type PublicationOperation,
  planRelease,
  publishRelease,
  type Release,
} from '@plinth/api-contract';
import { uuidV7 } from '@plinth/foundation';
import { applicationOf } from './applications.ts';
import type { BranchLog } from './branch-log.ts';
import type { RepositoryOptions } from './ports.ts';
import { preparePublication, requireConsent } from './prepare-publication.ts';
import { type HandedOver, type PublicationInput, publicationWork } from './publication-work.ts';
import { selectReleases } from './statements.ts';

/** Releases over the API: what was released, what a publication would do, and the long operation that does it. */
export function releaseOperations(options: RepositoryOptions, log: BranchLog): Operation[] {
  const { database, longOperations } = options;
  const handedOver = new Map<string, HandedOver>();
  const work = publicationWork(options, log, handedOver);
  longOperations.register(work);
  return [
    implement(listReleases, async (context, _input, target) => {
      const application = await applicationOf(context, database, target.application);
      const { rows } = await database.query<Omit<Release, 'application'>>(context, selectReleases, [context.tenant.id, application.id]);
      return { items: rows.map((release) => ({ application: application.key, ...release })) };
    }),

    implement(planRelease, async (context, input, { application }) => {
      const { plan } = await preparePublication(context, options, log, application, input, { readRows: true });
      return plan;
    }),

    implement(publishRelease, async (context, { wait, plan: agreed, ...choice }, { application }) => {
      // What is wrong with the definition, or lacks consent, is said at once, not by the operation.
      const prepared = await preparePublication(context, options, log, application, choice, { readRows: false });
      requireConsent(prepared.plan, agreed);
      const { version, plan, steps } = prepared.plan;
      const { branch = null, notes = '' } = choice;
      const input: PublicationInput = { branch, position: prepared.branch.position, version, notes, plan };
      const id = uuidV7();
      handedOver.set(id, { prepared, spans: context.spans });
      try {
        const begin = { id, application, input: { ...input }, total: steps.length };
        return (await longOperations.begin(context, work, begin, wait)) as PublicationOperation;
      } finally {
        handedOver.delete(id);
      }
    }),
  ];
}
