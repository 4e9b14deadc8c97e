import { isDeepStrictEqual } from 'node:util';
import type { RecordOf } from '@plinth/app-definition';
import { asPlinthError, type JsonObject, type RequestContext } from '@plinth/foundation';
import type { LogLine } from '../function-host.ts';
import type { ApplicationFunctions } from './application-functions.ts';

type TestCase = NonNullable<RecordOf<'function'>['tests']>[string];

/** How a test case went; `problem` says why it did not pass. */
export interface FunctionTestResult {
  readonly test: string;
  readonly passed: boolean;
  readonly problem: string | null;
  readonly logs: LogLine[];
}

/** Runs the test cases of a function, one after the other, in a world in which there is nothing. */
export async function runFunctionTests(
  context: RequestContext,
  functions: ApplicationFunctions,
  record: RecordOf<'function'>,
): Promise<readonly FunctionTestResult[]> {
  const results: FunctionTestResult[] = [];
  for (const [test, given] of Object.entries(record.tests ?? {})) {
    results.push({ test, ...(await outcomeOf(functions.runAlone(context, record, given.input as JsonObject), given)) });
  }
  return results;
}

async function outcomeOf(call: Promise<{ result: unknown; logs: readonly LogLine[] }>, { expect, fails }: TestCase) {
  try {
    const { result, logs } = await call;
    const asExpected = expect === undefined || isDeepStrictEqual(result, expect);
    if (fails === undefined && asExpected) return { passed: true, problem: null, logs: [...logs] };
    const wanted = fails === undefined ? `instead of ${shortJson(expect)}` : 'and does not fail';
    return { passed: false, problem: `It gives ${shortJson(result)} ${wanted}.`, logs: [...logs] };
  } catch (error) {
    const { message, fault, details } = asPlinthError(error);
    if (fault !== 'caller') throw error;
    const logs = Array.isArray(details.logs) ? (details.logs as LogLine[]) : [];
    const passed = fails !== undefined && message.includes(fails);
    return { passed, problem: passed ? null : message, logs };
  }
}

function shortJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
