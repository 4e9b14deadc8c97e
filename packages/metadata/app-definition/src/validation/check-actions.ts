import { isJsonObject, nearestName } from '@plinth/foundation';
import { type PageActionName, pageActions } from '../kinds/page-action.ts';
import { checkValue, type ValueProblem } from './check-value.ts';
import { didYouMean } from './violation.ts';

type Steps = readonly (string | number)[];

/** Something that a page action calls by key. */
export interface ActionName {
  readonly steps: Steps;
  readonly kind: string;
  readonly key: string;
}

interface ActionSchema {
  readonly properties: Readonly<
    Record<string, { readonly 'x-actions'?: boolean; readonly 'x-key-of'?: string; readonly 'x-keys-of'?: string }>
  >;
}

function isActionName(name: unknown): name is PageActionName {
  return typeof name === 'string' && Object.hasOwn(pageActions, name);
}

/** Checks a list of page actions and everything nested in it; `found` is told each thing called by key. */
export function checkActions(actions: unknown, steps: Steps, found: (name: ActionName) => void): ValueProblem[] {
  if (!Array.isArray(actions)) return [{ steps, message: 'must be a list of page actions' }];
  return actions.flatMap((action: unknown, at) => checkAction(action, [...steps, at], found));
}

function checkAction(action: unknown, steps: Steps, found: (name: ActionName) => void): ValueProblem[] {
  if (!isJsonObject(action)) return [{ steps, message: 'must be a page action', hint: 'Write { do: navigate, page: … }.' }];
  const name: unknown = action.do;
  if (!isActionName(name)) {
    const known = Object.keys(pageActions);
    const hint = didYouMean(nearestName(String(name), known)) ?? `Known are ${known.join(', ')}.`;
    return [{ steps: [...steps, 'do'], message: `${JSON.stringify(name ?? null)} is no page action`, hint }];
  }
  const schema = pageActions[name];
  const problems: ValueProblem[] = checkValue(schema, action).map((problem) => ({ ...problem, steps: [...steps, ...problem.steps] }));
  for (const [property, part] of Object.entries((schema as unknown as ActionSchema).properties)) {
    const value = action[property];
    if (value === undefined) continue;
    if (part['x-actions'] && Array.isArray(value)) problems.push(...checkActions(value, [...steps, property], found));
    if (part['x-key-of'] !== undefined && typeof value === 'string') {
      found({ steps: [...steps, property], kind: part['x-key-of'], key: value });
    }
    if (part['x-keys-of'] !== undefined && isJsonObject(value)) {
      for (const key of Object.keys(value)) found({ steps: [...steps, property, key], kind: part['x-keys-of'], key });
    }
  }
  return problems;
}
