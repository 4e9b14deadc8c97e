import { completeSetUp, type Operation, SessionGranted } from '@plinth/api-contract';
import type { Logger } from '@plinth/observability';
import type { Tenancy } from '@plinth/tenancy';
import type { Configuration } from './configuration.ts';
import { connectCoreBanking } from './connect-core-banking.ts';
import { type ExampleHost, installExamples } from './examples.ts';

/** What the first tenants find, as the configuration has it: `welcome` installs the examples, `connectExample` connects the bank. */
export function firstTenants(
  configuration: Configuration,
  { tenancy, logger, ...host }: ExampleHost & { readonly tenancy: Tenancy; readonly logger: Logger },
) {
  return {
    async welcome(tenantKey: string): Promise<void> {
      if (!configuration.PLINTH_EXAMPLES) return;
      await installExamples(host, await tenancy.tenant(tenantKey)).catch((error: unknown) =>
        logger.error({ err: error }, 'an example could not be installed'),
      );
    },
    async connectExample(tenantKey: string): Promise<void> {
      const { PLINTH_CORE_BANKING: address } = configuration;
      if (address === undefined) return;
      await connectCoreBanking(host, await tenancy.tenant(tenantKey), address).then(
        (connected) => connected || logger.warn('there is no bank in production that a core-banking system could be connected to'),
        (error: unknown) => logger.error({ err: error }, 'the core-banking system could not be connected'),
      );
    },
  };
}

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
