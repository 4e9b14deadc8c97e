import type { AppHost } from '@plinth/app-host';
import type { ApplicationActions } from '@plinth/connections';
import { fromJson, types } from '@plinth/expression';
import { isJsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import type { OutsideEffect } from '@plinth/process-store';

/**
 * How service tasks ask other systems (`plinth:does="action.ask"`): `plinth:action` says which external action. What the system refuses
 * is an error of BPMN by the system's own code, or by its status.
 */
export function actionTasks(host: Pick<AppHost, 'action'>, actions: ApplicationActions): OutsideEffect {
  return async (context, { application, settings, values, idempotencyKey }) => {
    const action = await host.action(context, application, typeof settings.action === 'string' ? settings.action : '');
    // Without inputs of its own a task sees every variable: the action is given those that it takes.
    const input = Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(action.input, name)));
    try {
      const { output } = await actions.ask(context, action, input, idempotencyKey);
      return fromJson(types.any, output);
    } catch (error) {
      throw error instanceof PlinthError && error.code === 'connectors.refused' ? refusedThere(error) : error;
    }
  };
}

/** A refusal is the caller's fault where asking again would be refused again. */
function refusedThere(error: PlinthError): PlinthError {
  const answer = error.details.answer as JsonValue | undefined;
  const { status = 0, body = null } = isJsonObject(answer) ? answer : {};
  const isFinal = typeof status === 'number' && status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429;
  if (!isFinal) return error;
  const code = isJsonObject(body) && typeof body.code === 'string' && body.code !== '' ? body.code : String(status);
  const { code: own, status: given, message, hint } = error;
  return new PlinthError(
    own,
    { status: given, cause: 'caller', message, hint },
    {},
    { cause: error, details: { ...error.details, thrown: code } },
  );
}
