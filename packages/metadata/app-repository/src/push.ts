import {
  acceptActions,
  actionBetween,
  currentSchemaVersion,
  type DefinitionAction,
  type DefinitionFiles,
  diff,
  readFiles,
  signatureOf,
  snapshotOf,
} from '@plinth/app-definition';
import { type RequestContext, shortId } from '@plinth/foundation';
import { checkIdentity } from './append.ts';
import { applicationOf, branchOf } from './applications.ts';
import type { BranchLog } from './branch-log.ts';
import { checkedFiles } from './checked-files.ts';
import { repositoryErrors } from './errors.ts';
import type { RepositoryOptions } from './ports.ts';

export interface PushInput {
  readonly branch?: string;
  readonly files: DefinitionFiles;
  readonly expectedPosition?: number;
  readonly intent?: string;
  readonly dryRun?: boolean;
}

/** What a push changed, by the ids of records. */
export interface PushResult {
  readonly position: number;
  readonly changes: { added: string[]; updated: string[]; removed: string[] };
  readonly signature: string;
}

/**
 * Makes the definition of a branch what the files say, as one action. Files with any problem change nothing; each
 * problem names file, line and column. Throws `repository.invalid-files`.
 */
export async function push(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  applicationKey: string,
  input: PushInput,
): Promise<PushResult> {
  return options.database.transaction(context, async (transaction) => {
    const application = await applicationOf(context, transaction, applicationKey);
    const branch = await branchOf(context, transaction, application, input.branch, true);
    if (input.expectedPosition !== undefined && input.expectedPosition !== branch.position) {
      throw repositoryErrors.movedOn({ position: branch.position, expected: input.expectedPosition });
    }
    const before = await log.definitionAt(context, transaction, branch);
    const read = readFiles(input.files, { previous: before });
    const after = await checkedFiles(context, options, transaction, read, (definition) => checkIdentity(application, definition));
    const { added, updated, removed } = diff(before, after);
    const changes = {
      added: added.map(({ id }) => id),
      updated: updated.map((change) => change.after.id),
      removed: removed.map(({ id }) => id),
    };
    const signature = signatureOf(snapshotOf(after));
    const body = actionBetween(before, after);
    if (body === null || input.dryRun === true) return { position: branch.position, changes, signature };
    const action: DefinitionAction = {
      ...body,
      id: shortId(),
      actor: context.actor.id,
      intent: input.intent ?? 'Push files',
      schemaVersion: currentSchemaVersion,
      seen: branch.position,
    };
    const result = acceptActions(before, branch.position, [action], options.middleware);
    const [refusal] = Object.values(result.refused);
    if (refusal !== undefined) throw repositoryErrors.refused({ reason: refusal.message });
    await log.extend(context, transaction, branch, result.accepted, result.definition);
    return { position: branch.position + result.accepted.length, changes, signature };
  });
}
