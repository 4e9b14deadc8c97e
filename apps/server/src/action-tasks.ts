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

/** Refusals that pass, or after which nobody knows what was done, such as that of a call that was cancelled (499). */
const passing: ReadonlySet<number> = new Set([408, 425, 429, 499]);

/** A refusal is the caller's fault where asking again would be refused again. */
function refusedThere(error: PlinthError): PlinthError {
  const answer = error.details.answer as JsonValue | undefined;
  const { status = 0, body = null } = isJsonObject(answer) ? answer : {};
  if (typeof status !== 'number' || status < 400 || status >= 500 || passing.has(status)) return error;
  const code = isJsonObject(body) && typeof body.code === 'string' && body.code !== '' ? body.code : String(status);
  const { code: own, status: given, hint } = error;
  const said = isJsonObject(body) ? [body.message, body.detail].find((each) => typeof each === 'string' && each !== '') : undefined;
  // A process goes on by what the system said, as its maker sees it; who is shown the reason is for the process to say.
  const message = said === undefined ? error.message : `${error.message.replace(/\.$/, '')}: ${said}`;
  return new PlinthError(
    own,
    { status: given, cause: 'caller', message, hint },
    {},
    { cause: error, details: { ...error.details, thrown: code } },
  );
}
