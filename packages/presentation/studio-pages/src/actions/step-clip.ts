import { checkActions } from '@plinth/app-definition';
import { isJsonObject, type JsonObject } from '@plinth/foundation';

/** Steps as text for the clipboard, to be taken by another event, page or application. */
export function writeSteps(steps: readonly unknown[]): string {
  return JSON.stringify({ plinth: 'actions', format: 1, actions: steps }, null, 2);
}

const longest = 1_000_000;

/** Steps from text that may be anything: null where it is none of ours, or the first thing that is wrong with them. */
export function readSteps(text: string): { readonly steps: readonly JsonObject[] } | { readonly problem: string } | null {
  if (text.length > longest) return null;
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isJsonObject(read) || read.plinth !== 'actions' || read.format !== 1) return null;
  const [problem] = checkActions(read.actions, ['actions'], () => undefined);
  if (problem !== undefined) return { problem: `${problem.steps.join('/')} ${problem.message}` };
  const steps = Array.isArray(read.actions) ? read.actions.filter(isJsonObject) : [];
  return steps.length === 0 ? { problem: 'actions is empty' } : { steps };
}
