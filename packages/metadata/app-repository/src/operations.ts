import {
  appendActions,
  createVersion,
  implement,
  listActions,
  listVersions,
  type Operation,
  pullDefinition,
  pushDefinition,
} from '@plinth/api-contract';
import { writeFiles } from '@plinth/app-definition';
import { appendToBranch, checkMember, readActions } from './append.ts';
import { applicationOf, branchOf } from './applications.ts';
import type { BranchLog } from './branch-log.ts';
import { branchOperations } from './branch-operations.ts';
import { repositoryErrors } from './errors.ts';
import { applicationOperations } from './home/application-operations.ts';
import type { Removals } from './home/removals.ts';
import type { RepositoryOptions } from './ports.ts';
import { push } from './push.ts';
import { releaseOperations } from './release-operations.ts';
import { allVersions, keepVersion, versionCandidate, versionContent } from './versions.ts';

/** The handlers of everything that makers do with applications, branches, versions and releases. */
export function repositoryOperations(options: RepositoryOptions, log: BranchLog, removals: Removals): Operation[] {
  const { database } = options;

  return [
    implement(listActions, async (context, input, target) => {
      const application = await applicationOf(context, database, target.application);
      const branch = await branchOf(context, database, application, input.branch);
      const entries = await log.entriesAfter(context, database, branch.id, input.after, input.limit ?? 500);
      return { entries, position: branch.position };
    }),

    implement(appendActions, async (context, input, target) => {
      checkMember(context, input.member);
      const actions = readActions(context, input.actions);
      const { expectedPosition, tentative = [] } = input;
      const place = { application: target.application, ...(input.branch === undefined ? {} : { branch: input.branch }) };
      const result = await appendToBranch(context, options, log, place, { expectedPosition, tentative: input.tentative }, actions);
      const { refused, position } = result;
      if (tentative.length === 0) return { entries: [...result.entries], refused, position };
      // What came before it is not known to be heard.
      const branch = await branchOf(context, database, await applicationOf(context, database, place.application), place.branch);
      return { entries: await log.entriesAfter(context, database, branch.id, expectedPosition, 1000), refused, position };
    }),

    implement(pushDefinition, async (context, input, target) => {
      const result = await push(context, options, log, target.application, input);
      return result;
    }),

    implement(pullDefinition, async (context, input, target) => {
      const application = await applicationOf(context, database, target.application);
      if (input.version !== undefined) {
        const { definition } = await versionContent(context, database, application, input.version);
        return { position: null, files: writeFiles(definition) };
      }
      const branch = await branchOf(context, database, application, input.branch);
      return { position: branch.position, files: writeFiles(await log.definitionAt(context, database, branch)) };
    }),

    implement(listVersions, async (context, _input, target) => {
      const application = await applicationOf(context, database, target.application);
      return { items: await allVersions(context, database, application) };
    }),

    implement(createVersion, async (context, input, target) => {
      const application = await applicationOf(context, database, target.application);
      const branch = await branchOf(context, database, application, input.branch);
      const definition = await log.definitionAt(context, database, branch);
      const candidate = await versionCandidate(context, options, database, application, definition, input);
      if (!candidate.kept) await keepVersion(context, database, candidate, branch);
      const made = (await allVersions(context, database, application)).find(({ version }) => version === candidate.content.version);
      if (made === undefined) throw repositoryErrors.notFound({ what: 'version', name: candidate.content.version });
      return made;
    }),

    ...applicationOperations(options, log, removals),
    ...branchOperations(options, log),
    ...releaseOperations(options, log),
  ];
}
