import { completeSetUp, implement, type Operation, readSetUp } from '@plinth/api-contract';
import { grant } from '../session/session-info.ts';
import type { TenancyServices } from '../tenancy-services.ts';
import type { SetUp } from './set-up.ts';

/** The first run over HTTP. */
export function setUpOperations(services: TenancyServices, setUp: SetUp): Operation[] {
  return [
    implement(readSetUp, async () => ({ needed: await setUp.needed() })),

    implement(completeSetUp, async (context, input) => {
      const { token, ...first } = input;
      return grant(services, input.tenantKey, await setUp.complete(context, first, token));
    }),
  ];
}
