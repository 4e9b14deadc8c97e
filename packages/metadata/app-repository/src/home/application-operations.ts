import {
  createApplication,
  deleteApplication,
  handOverApplication,
  implement,
  listApplicationRoles,
  listApplications,
  listPossibleOwners,
  listTemplates,
  type Operation,
  removeApplication,
  restoreApplication,
} from '@plinth/api-contract';
import { recordsOf } from '@plinth/app-definition';
import type { RequestContext } from '@plinth/foundation';
import { applicationOf, branchOf } from '../applications.ts';
import type { BranchLog } from '../branch-log.ts';
import { repositoryErrors } from '../errors.ts';
import type { RepositoryOptions } from '../ports.ts';
import { applicationInList, applicationPage } from './application-list.ts';
import { addApplication } from './new-application.ts';
import { handOver, hide, possibleOwners, restore } from './ownership.ts';
import type { Removals } from './removals.ts';

/** Applications as wholes: which there are, making, copying, deleting and bringing them back. */
export function applicationOperations(options: RepositoryOptions, log: BranchLog, removals: Removals): Operation[] {
  const { database } = options;
  const shown = async (context: RequestContext, key: string) => {
    const application = await applicationInList(context, options, key);
    if (application === null) throw repositoryErrors.notFound({ what: 'application', name: key });
    return application;
  };

  return [
    implement(listApplications, (context, input) => applicationPage(context, options, input)),

    implement(listApplicationRoles, async (context, _input, target) => {
      const branch = await branchOf(context, database, await applicationOf(context, database, target.application));
      const roles = recordsOf(await log.definitionAt(context, database, branch), 'role');
      return { items: roles.map(({ key, label, heldBy }) => ({ key, label, heldBy })).sort((a, b) => (a.key < b.key ? -1 : 1)) };
    }),

    implement(listTemplates, async () => ({ items: [...((await options.templates?.list()) ?? [])] })),

    implement(createApplication, async (context, input) => {
      await addApplication(context, options, log, input);
      return shown(context, input.key);
    }),

    implement(deleteApplication, async (context, _input, { application }) => {
      await hide(context, options, application);
      return null;
    }),

    implement(removeApplication, async (context, _input, { application }) => {
      await removals.request(context, application);
      return null;
    }),

    implement(listPossibleOwners, async (context, _input, { application }) => ({
      items: await possibleOwners(context, options, application),
    })),

    implement(handOverApplication, async (context, { member }, { application }) => {
      await handOver(context, options, application, member);
      return shown(context, application);
    }),

    implement(restoreApplication, async (context, _input, { application }) => {
      await restore(context, options, application);
      return shown(context, application);
    }),
  ];
}
