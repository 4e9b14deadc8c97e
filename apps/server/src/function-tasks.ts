import { fromJson, parseType, types } from '@plinth/expression';
import type { FunctionCaller } from '@plinth/function-host';
import type { OutsideEffect } from '@plinth/process-store';

/** How service tasks call functions (`plinth:does="function.call"`): `plinth:function` says which. */
export function functionTasks(functions: FunctionCaller): OutsideEffect {
  return async (context, { application, settings, values, idempotencyKey }) => {
    const { result, type } = await functions.callFor(context, {
      ...{ application, values, idempotencyKey },
      function: typeof settings.function === 'string' ? settings.function : '',
    });
    return fromJson(type === null ? types.any : parseType(type), result);
  };
}
