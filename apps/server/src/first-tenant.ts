import { completeSetUp, type Operation, SessionGranted } from '@plinth/api-contract';

/** The operations with a welcome after the platform has been set up: the answer waits for it, so that there is something to see. */
export function afterSetUp(operations: readonly Operation[], welcome: (tenantKey: string) => Promise<void>): Operation[] {
  return operations.map((operation) =>
    operation.contract.id !== completeSetUp.id
      ? operation
      : {
          contract: operation.contract,
          async handle(context, input, target) {
            const output = await operation.handle(context, input, target);
            if (output instanceof SessionGranted) await welcome(output.tenantKey);
            return output;
          },
        },
  );
}
