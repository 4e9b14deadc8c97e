import {
  appId,
  appOf,
  type Definition,
  type DefinitionFiles,
  definitionOf,
  labelFromKey,
  readFiles,
  withDefaults,
} from '@plinth/app-definition';
import type { Transaction } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { checkIdentity } from '../append.ts';
import { applicationOf, branchOf, mainBranch } from '../applications.ts';
import type { BranchLog } from '../branch-log.ts';
import { addBranch } from '../branches.ts';
import { checkedFiles } from '../checked-files.ts';
import { repositoryErrors } from '../errors.ts';
import type { RepositoryOptions } from '../ports.ts';
import { insertApplication, stateOfKey } from '../statements.ts';

/** An application to make, and at most one thing that it begins with. */
export interface NewApplication {
  readonly key: string;
  readonly type: 'application' | 'module';
  readonly label: string;
  /** Key of the application to copy. */
  readonly from?: string;
  /** Key of the template to begin with. */
  readonly template?: string;
  /** Files of a definition, whose key and label are replaced. */
  readonly files?: DefinitionFiles;
}

/**
 * Makes an application on the branch main: with nothing but its root record, with what another has on its main, or with what files
 * or those of a template say. Throws `repository.one-beginning`, `repository.not-found`, `repository.application-exists`,
 * `repository.key-of-deleted`, `repository.key-being-freed`, `repository.invalid-files`, and `repository.another-application` for what is of another type.
 */
export async function addApplication(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  input: NewApplication,
): Promise<void> {
  const application = { id: uuidV7(), key: input.key, type: input.type };
  const label = input.label || labelFromKey(input.key);
  if ([input.from, input.template, input.files].filter((each) => each !== undefined).length > 1) throw repositoryErrors.oneBeginning();
  await options.database.transaction(context, async (transaction) => {
    const definition = await beginning(context, options, transaction, log, { ...input, label });
    checkIdentity(application, definition);
    const values = [context.tenant.id, application.id, application.key, application.type, context.actor.id, label];
    const { rows } = await transaction.query(context, insertApplication, [...values, appOf(definition)?.icon ?? '']);
    if (rows.length === 0) {
      const { key } = input;
      const state = await transaction.value<'removed' | 'deleted'>(context, stateOfKey, [context.tenant.id, key]);
      if (state === 'removed') throw repositoryErrors.keyBeingFreed({ key }, { retryAfter: 2 });
      throw state === 'deleted' ? repositoryErrors.keyOfDeleted({ key }) : repositoryErrors.applicationExists({ key });
    }
    await addBranch(context, transaction, log, application, { key: mainBranch, definition });
  });
}

async function beginning(
  context: RequestContext,
  options: RepositoryOptions,
  transaction: Transaction,
  log: BranchLog,
  input: NewApplication,
): Promise<Definition> {
  const { key, type, label, from, template } = input;
  const files = template === undefined ? input.files : await options.templates?.files(template);
  if (template !== undefined && files === undefined) throw repositoryErrors.notFound({ what: 'template', name: template });
  if (files !== undefined) {
    const read = readFiles(files);
    return checkedFiles(context, options, transaction, { ...read, definition: called(read.definition, key, label) });
  }
  if (from === undefined) return definitionOf([withDefaults({ id: appId, kind: 'app', key, type, label })]);
  const branch = await branchOf(context, transaction, await applicationOf(context, transaction, from));
  return called(await log.definitionAt(context, transaction, branch), key, label);
}

/** The same under another key and label. */
function called(definition: Definition, key: string, label: string): Definition {
  return definitionOf([...definition.records.values()].map((record) => (record.kind === 'app' ? { ...record, key, label } : record)));
}
