import {
  callFunction,
  type FunctionCallResult,
  implement,
  listFunctions,
  lockFunctionPackages,
  type Operation,
  runFunctionDraft,
  testFunction,
  tryFunction,
} from '@plinth/api-contract';
import { type ErrorDetails, type JsonObject, PlinthError, type RequestContext } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { noGrants } from '../capabilities/grants.ts';
import { functionErrors } from '../errors.ts';
import type { FunctionAnswer, FunctionHost } from '../function-host.ts';
import { defaultLimits } from '../limits.ts';
import type { PackageStore } from '../packages/package-store.ts';
import type { ApplicationFunctions } from './application-functions.ts';
import { runFunctionTests } from './run-function-tests.ts';

interface FunctionOperations {
  readonly host: FunctionHost;
  readonly functions: ApplicationFunctions;
  readonly sockets: OutgoingSockets;
  /** Packages of npm; absent where there are none. */
  readonly packages?: PackageStore;
}

/** Functions over the API. */
export function functionOperations({ host, functions, sockets, packages: store }: FunctionOperations): readonly Operation[] {
  const nothing = { grants: noGrants, sockets };
  return [
    implement(listFunctions, async (context, _input, { application }) => ({
      items: (await functions.list(context, application)).map(({ key, label, description, input, result }) => ({
        key,
        label,
        description: description ?? null,
        input: input ?? null,
        result: result ?? null,
      })),
    })),
    implement(callFunction, async (context, { function: key, input }, { application }) => {
      return told(context, await seenBy(context, functions.call(context, application, key, (input ?? {}) as JsonObject)));
    }),
    implement(testFunction, async (context, { function: key }, { application }) => {
      const record = await functions.require(context, application, key);
      const tests = await runFunctionTests(context, functions, record);
      const passed = tests.filter((test) => test.passed).length;
      return { passed, failed: tests.length - passed, tests: tests.map((test) => ({ ...test, logs: isMaker(context) ? test.logs : [] })) };
    }),
    implement(lockFunctionPackages, async (context, { packages }) => {
      if (store === undefined) throw functionErrors.noRegistry();
      return { lock: structuredClone(await store.lock(packages, context.signal)) as never };
    }),
    implement(tryFunction, async (context, { name, source, input, packages = {}, lock = {} }) => {
      const answer = await host.call(
        context,
        { owner: `tried by ${context.actor.id}`, name, source, limits: defaultLimits, packages: { packages, lock } },
        (input ?? {}) as JsonObject,
        nothing,
      );
      return told(context, answer);
    }),
    implement(
      runFunctionDraft,
      async (context, { function: key, source, input, grants, limits, packages = {}, lock = {} }, { application }) => {
        const draft = {
          key,
          source,
          grants: { ...noGrants, ...grants },
          limits: { ...defaultLimits, ...limits },
          packages: { packages, lock },
        };
        return told(context, await functions.runDraft(context, application, draft, (input ?? {}) as JsonObject));
      },
    ),
  ];
}

/** What a call came to, as its caller may see it. */
function told(context: RequestContext, { result, logs, cpu, milliseconds, memory, requests }: FunctionAnswer): FunctionCallResult {
  const isTold = isMaker(context);
  return { result, logs: isTold ? [...logs] : [], cpu, milliseconds, memory, requests: isTold ? [...requests] : [] };
}

function isMaker({ actor }: RequestContext): boolean {
  return actor.tenantRoles.includes('maker') || actor.tenantRoles.includes('administrator');
}

/** Where a function broke and what it logged is for those who make it; others learn that it did. */
async function seenBy<Value>(context: RequestContext, call: Promise<Value>): Promise<Value> {
  return call.catch((error: unknown) => {
    if (!(error instanceof PlinthError) || isMaker(context)) throw error;
    const {
      logs: _logs,
      stack: _stack,
      requests: _requests,
      ...details
    } = error.details as ErrorDetails & {
      logs?: unknown;
      stack?: unknown;
      requests?: unknown;
    };
    const { code, status, fault: cause, message, hint, retryAfter } = error;
    throw new PlinthError(
      code,
      { status, cause, message, hint },
      {},
      { cause: error, details, ...(retryAfter === undefined ? {} : { retryAfter }) },
    );
  });
}
