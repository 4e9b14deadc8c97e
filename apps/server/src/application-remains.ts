import { removeApplication } from '@plinth/api-contract';
import { appId, definitionOf, withDefaults } from '@plinth/app-definition';
import type { RemainsPort } from '@plinth/app-repository';
import type { Database } from '@plinth/database';
import { declareListeners, declareRetentions } from '@plinth/event-bus';
import { declareTriggers } from '@plinth/external-triggers';
import type { RequestContext } from '@plinth/foundation';
import { publishFunctionSchedules } from '@plinth/function-host';
import type { LongOperations } from '@plinth/long-operations';
import type { ObjectStorage } from '@plinth/object-storage';
import { nextDue, publishSchedules } from '@plinth/process-store';
import { environmentSchema, takeRecordsAway } from '@plinth/record-store';
import { applicationTarget, type Tenancy } from '@plinth/tenancy';

/** Something that keeps what belongs to applications of an environment. */
interface Keeper {
  forget(context: RequestContext, application: string): Promise<void>;
}

interface RemainsOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly tenancy: Pick<Tenancy, 'audit' | 'environments' | 'forgetApplication'>;
  readonly longOperations: LongOperations;
  /** In the order in which they are asked: what people wrote about tasks is found by instances that are gone. */
  readonly keepers: () => readonly Keeper[];
}

/** What the packages keep of applications, as the repository has it taken away where one is removed for good. */
export function applicationRemains({ database, storage, tenancy, longOperations, keepers }: RemainsOptions): RemainsPort {
  return {
    environments: (context) => tenancy.environments(context),
    tell: (context, application) =>
      tenancy.audit.append(context, { operation: removeApplication.id, target: applicationTarget(application, context) }),
    async takeFromEnvironment(context, application, tabled) {
      await database.transaction(context, async (transaction) => {
        // What publications declare goes by declaring nothing.
        const nothing = definitionOf([withDefaults({ id: appId, kind: 'app', key: application, type: 'application', label: application })]);
        await publishSchedules(context, { transaction, schema: environmentSchema(context.environment?.id ?? '') }, nothing);
        await publishFunctionSchedules(context, transaction, nothing, nextDue);
        await declareListeners(context, transaction, `${application}.`, []);
        await declareTriggers(context, transaction, application, nothing);
        await declareRetentions(context, transaction, application, []);
      });
      for (const keeper of [longOperations, ...keepers()]) await keeper.forget(context, application);
      await takeRecordsAway(context, { database, storage }, application, tabled);
    },
    takeFromTenant: (context, application) => tenancy.forgetApplication(context, application),
  };
}
