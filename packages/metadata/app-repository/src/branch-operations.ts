import {
  compareBranches,
  createBranch,
  deleteBranch,
  getBranch,
  implement,
  listBranches,
  listBranchHistory,
  mergeBranch,
  type Operation,
} from '@plinth/api-contract';
import { type Definition, type DefinitionDiff, type DefinitionSnapshot, diff, signatureOf, snapshotOf } from '@plinth/app-definition';
import { applicationOf, branchOf } from './applications.ts';
import type { BranchLog } from './branch-log.ts';
import { addBranch, allBranches, compare, historyOf, mergeInto, removeBranch } from './branches.ts';
import { repositoryErrors } from './errors.ts';
import type { RepositoryOptions } from './ports.ts';
import { versionContent } from './versions.ts';

const signedBefore = new WeakMap<Definition, { readonly snapshot: DefinitionSnapshot; readonly signature: string }>();

/** A definition as it is sent: made once for all who join until somebody changes it. */
function signed(definition: Definition): { readonly snapshot: DefinitionSnapshot; readonly signature: string } {
  const before = signedBefore.get(definition);
  if (before !== undefined) return before;
  const snapshot = snapshotOf(definition);
  const made = { snapshot, signature: signatureOf(snapshot) };
  signedBefore.set(definition, made);
  return made;
}

/** Branches over the API: what is on them, their history, making, deleting, comparing and merging them. */
export function branchOperations(options: RepositoryOptions, log: BranchLog): Operation[] {
  const { database } = options;

  return [
    implement(getBranch, async (context, input, target) => {
      const application = await applicationOf(context, database, target.application);
      const branch = await branchOf(context, database, application, input.branch);
      const { position = branch.position } = input;
      if (position > branch.position) throw repositoryErrors.aheadOfLog({ position: branch.position, given: position });
      return { position, ...signed(await log.definitionAt(context, database, { ...branch, position })) };
    }),

    implement(listBranches, async (context, _input, target) => {
      const application = await applicationOf(context, database, target.application);
      return { items: await allBranches(context, database, application) };
    }),

    implement(createBranch, async (context, input, target) => {
      const { key, version, from } = input;
      if (version !== undefined && from !== undefined) throw repositoryErrors.oneOrigin();
      const application = await applicationOf(context, database, target.application);
      const shared = { key, private: input.private === true };
      await database.transaction(context, async (transaction) => {
        if (version !== undefined) {
          const { definition } = await versionContent(context, transaction, application, version);
          return addBranch(context, transaction, log, application, { ...shared, forkedFrom: version, definition });
        }
        const origin = await branchOf(context, transaction, application, from);
        const definition = await log.definitionAt(context, transaction, origin);
        const at = { branch: origin.id, position: origin.position };
        return addBranch(context, transaction, log, application, { ...shared, origin: at, definition });
      });
      return { key, position: 0 };
    }),

    implement(deleteBranch, async (context, { branch }, target) => {
      const application = await applicationOf(context, database, target.application);
      await removeBranch(context, database, application, branch);
      return null;
    }),

    implement(compareBranches, async (context, { branch, from }, { application }) => {
      const { ours, theirs, before, merged, conflicts } = await compare(context, database, log, { application, into: branch, from });
      return {
        ...{ ours, theirs, changes: idsOf(diff(before, merged)) },
        conflicts: conflicts.map((conflict) => ({ ...conflict, path: [...conflict.path] })),
        merged: snapshotOf(merged),
      };
    }),

    implement(mergeBranch, async (context, { branch, from, ...input }, { application }) => {
      const { position, changes } = await mergeInto(context, options, log, { application, into: branch, from }, input);
      return { position, changes: idsOf(changes) };
    }),

    implement(listBranchHistory, async (context, { branch, before = null, limit = 50 }, target) => {
      const application = await applicationOf(context, database, target.application);
      return historyOf(context, options, await branchOf(context, database, application, branch), before, limit);
    }),
  ];
}

function idsOf({ added, updated, removed }: DefinitionDiff) {
  return {
    added: added.map(({ id }) => id),
    updated: updated.map(({ after }) => after.id),
    removed: removed.map(({ id }) => id),
  };
}
