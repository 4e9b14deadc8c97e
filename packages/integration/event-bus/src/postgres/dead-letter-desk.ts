import type { Database, Transaction } from '@plinth/database';
import { asPlinthError, type RequestContext, uuidV7 } from '@plinth/foundation';
import { type NewDeadLetter, StillFailing } from '../consume/group-store.ts';
import type { DeadLetter } from '../event-bus.ts';
import * as statements from './group-statements.ts';
import { PostgresGroupStore } from './postgres-group-store.ts';

/** Where those lay their dead letters who bring events to the bus, and not from it: beside those of groups, searched and redriven like them. */
export interface DeadLetterDesk {
  /** Keeps a letter under the name of a group that nobody else has, within the transaction in which it is given up. */
  bury(context: RequestContext, transaction: Transaction, group: string, letter: NewDeadLetter): Promise<void>;
  /** Does again what somebody asked for, each letter in one transaction with its leaving; what still fails stays. */
  deliver(
    context: RequestContext,
    group: string,
    work: (transaction: Transaction, event: DeadLetter['event']) => Promise<void>,
  ): Promise<void>;
}

export function deadLetterDesk(database: Database): DeadLetterDesk {
  const store = new PostgresGroupStore(database);
  return {
    async bury(context, transaction, group, { event, code, message, attempts }) {
      const here = [context.tenant.id, context.environment?.id ?? '', group];
      await transaction.query(context, statements.insertLetter, [...here, uuidV7(), JSON.stringify(event), code, message, attempts]);
    },
    async deliver(context, group, work) {
      let more = true;
      while (more && !context.signal.aborted) {
        more = await store.deliver(context, group, async (transaction, event) => {
          try {
            await work(transaction, event);
          } catch (thrown) {
            const error = asPlinthError(thrown);
            if (error.code.startsWith('database.')) throw error;
            throw new StillFailing(error.code, error.message, error);
          }
        });
      }
    },
  };
}
