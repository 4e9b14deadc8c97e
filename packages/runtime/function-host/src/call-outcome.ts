import { foundationErrors, type JsonValue, type PlinthError } from '@plinth/foundation';
import type { CompiledFunction } from './build/compile-function.ts';
import { mapStack } from './build/map-stack.ts';
import type { TracedRequest } from './capabilities/capabilities.ts';
import { functionErrors } from './errors.ts';
import type { FunctionToCall, LogLine } from './function-host.ts';
import { debugLimits, messageBytes } from './limits.ts';
import { unplainJson } from './plain-json.ts';
import type { CallFailure } from './runner/frames.ts';

/** Characters of a stack that are looked at. */
const mostStack = 10_000;
/** Characters of the code that a function gave its error. */
const mostCode = 200;

/** The result that a runner gave as JSON; throws `functions.wrong-result` where it is none that others could go on with. */
export function resultOf({ name }: FunctionToCall, text: string): JsonValue {
  let result: JsonValue;
  try {
    result = JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw functionErrors.wrongResult({ function: name, reason: 'it is no JSON' }, { cause });
  }
  const problem = unplainJson(result);
  if (problem !== null) throw functionErrors.wrongResult({ function: name, reason: problem });
  return result;
}

/** Why a call gave nothing, with what it logged and asked for until then. */
export function failed(
  called: FunctionToCall,
  compiled: CompiledFunction,
  failure: CallFailure,
  logs: readonly LogLine[],
  requests: readonly TracedRequest[],
): PlinthError {
  const { name, limits } = called;
  const details = { logs: logs.slice(-100).map((line) => ({ ...line })), requests: requests.map((each) => ({ ...each })) };
  switch (failure.reason) {
    case 'cpu':
      return functionErrors.cpuExceeded({ function: name, milliseconds: limits.cpu }, { details });
    case 'time':
      return functionErrors.timeExceeded({ function: name, milliseconds: limits.time }, { details });
    case 'memory':
      return functionErrors.memoryExceeded({ function: name, megabytes: limits.memory }, { details });
    case 'output':
      return functionErrors.outputTooLarge({ function: name, bytes: messageBytes }, { details });
    case 'paused':
      return functionErrors.pausedTooLong({ function: name, minutes: debugLimits.pausedMilliseconds / 60_000 }, { details });
    case 'cancelled':
      return foundationErrors.cancelled();
    default: {
      const reason = failure.name === 'Error' ? failure.message : `${failure.name}: ${failure.message}`;
      return functionErrors.failed(
        { function: name, reason },
        {
          details: {
            ...details,
            ...(failure.code === '' ? {} : { thrown: failure.code.slice(0, mostCode) }),
            stack: [...mapStack(compiled, failure.stack.slice(0, mostStack))],
          },
        },
      );
    }
  }
}
