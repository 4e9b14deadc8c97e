import { implement, listTriggers, type Operation, pauseTrigger, resumeTrigger } from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import type { TriggerStore } from './trigger-store.ts';

export interface TriggerOperationOptions {
  readonly store: TriggerStore;
  /** Throws where there is no such application for who asks. */
  readonly requireApplication: (context: RequestContext, application: string) => Promise<unknown>;
  /** Something is to be heard again. */
  readonly wake: () => void;
}

/** What the API offers of triggers. */
export function triggerOperations({ store, requireApplication, wake }: TriggerOperationOptions): readonly Operation[] {
  return [
    implement(listTriggers, async (context, _input, { application }) => {
      await requireApplication(context, application);
      return { items: [...(await store.list(context, application))] };
    }),
    implement(pauseTrigger, async (context, { trigger }, { application }) => {
      await requireApplication(context, application);
      await store.setPaused(context, application, trigger, true);
      return {};
    }),
    implement(resumeTrigger, async (context, { trigger }, { application }) => {
      await requireApplication(context, application);
      await store.setPaused(context, application, trigger, false);
      wake();
      return {};
    }),
  ];
}
