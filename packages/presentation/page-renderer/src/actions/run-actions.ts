import type { PlanAction } from '@plinth/api-contract';
import type { PageAction } from '@plinth/app-definition';
import { asPlinthError } from '@plinth/foundation';
import { bindValue, currentValue } from '../runtime/bound-value.ts';
import { type ExpressionLanguage, innerScope, languageOfScope, type Scope } from '../runtime/expressions.ts';
import type { PageRuntime } from '../runtime/page-runtime.ts';
import { type PerformedAction, perform } from './perform.ts';

type Outcome = 'done' | 'ended';

/** Runs a list in order. A failure that nothing catches ends the list and is shown; nothing is thrown. */
export async function runActions(runtime: PageRuntime, actions: readonly PlanAction[], scope: Scope): Promise<void> {
  try {
    await runList(runtime, actions as readonly PageAction[], scope);
  } catch (thrown) {
    const error = asPlinthError(thrown);
    runtime.host.notify({ message: error.message, hint: error.hint, tone: 'error' });
  }
}

async function runList(runtime: PageRuntime, actions: readonly PageAction[], scope: Scope): Promise<Outcome> {
  for (const action of actions) {
    if ((await runOne(runtime, action, scope)) === 'ended') return 'ended';
  }
  return 'done';
}

async function runOne(runtime: PageRuntime, action: PageAction, scope: Scope): Promise<Outcome> {
  if (action.do === 'if') {
    const holds = languageOfScope(scope, runtime.language).expression(action.condition.replace(/^\s*=/, '')).evaluate(scope) === true;
    return runList(runtime, holds ? action.then : (action.else ?? []), scope);
  }
  let result: unknown;
  try {
    if (action.do === 'confirm') {
      if (!(await ask(runtime, action, scope))) {
        await runList(runtime, action.else ?? [], scope);
        return 'ended';
      }
      result = true;
    } else if (action.do === 'sequence') {
      if ((await runList(runtime, action.actions, scope)) === 'ended') return 'ended';
      result = null;
    } else {
      const language = languageOfScope(scope, runtime.language);
      const readIn = (spoken: ExpressionLanguage) => (written: unknown) => currentValue(bindValue(spoken, written), scope);
      result = await perform(runtime, action as PerformedAction, readIn(language), readIn(language.exact));
    }
  } catch (thrown) {
    if (action.catch === undefined) throw thrown;
    const { message, hint, code } = asPlinthError(thrown);
    return runList(runtime, action.catch, innerScope(scope, { error: { title: message, hint, code } }));
  }
  return action.then === undefined ? 'done' : runList(runtime, action.then, innerScope(scope, { result: result ?? null }));
}

function value(runtime: PageRuntime, written: unknown, scope: Scope): unknown {
  return currentValue(bindValue(languageOfScope(scope, runtime.language), written), scope);
}

function ask(runtime: PageRuntime, action: Extract<PageAction, { do: 'confirm' }>, scope: Scope): Promise<boolean> {
  const words = (written: string | undefined) => (written === undefined ? '' : String(value(runtime, written, scope) ?? ''));
  return runtime.host.confirm({
    title: words(action.title),
    message: words(action.message),
    agree: words(action.agree),
    tone: action.tone ?? 'info',
  });
}
