import { type Definition, functionsOf } from '@plinth/app-definition';
import type { RequestContext } from '@plinth/foundation';
import { functionErrors } from '../errors.ts';
import type { FunctionHost } from '../function-host.ts';
import { type ApplicationFunctions, packagesOf } from './application-functions.ts';
import { runFunctionTests } from './run-function-tests.ts';

/** Compiles every function of a definition and runs its test cases; throws at the first that does not compile or pass. */
export async function requirePublishable(
  context: RequestContext,
  { host, functions }: { readonly host: FunctionHost; readonly functions: ApplicationFunctions },
  definition: Definition,
): Promise<void> {
  for (const each of functionsOf(definition)) {
    await host.compile(context, each.key, each.source, packagesOf(each));
    const failed = (await runFunctionTests(context, functions, each)).find(({ passed }) => !passed);
    if (failed !== undefined) throw functionErrors.testFailed({ function: each.key, test: failed.test, problem: failed.problem ?? '' });
  }
}
