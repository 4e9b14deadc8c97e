import { equalValues } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { Visit, Wait } from '../state/instance-state.ts';
import { fromStored, type StoredValue, type StoredVariables, toStored } from '../state/stored-value.ts';
import { happen } from './catch.ts';
import { correlate } from './conversation.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';
import { evaluateIn, evaluateOver } from './variables.ts';

type WaitOf<Kind extends Wait['kind']> = Extract<Wait, { readonly kind: Kind }>;

/** What the visits of an instance wait for, in the order in which they began. */
export function waitsIn<Kind extends Wait['kind']>(run: Run, kind: Kind): { readonly visit: Visit; readonly wait: WaitOf<Kind> }[] {
  const waiting: { readonly visit: Visit; readonly wait: WaitOf<Kind> }[] = [];
  for (const id in run.state.visits) {
    const visit = run.visit(id);
    for (const wait of visit.waits) if (wait.kind === kind) waiting.push({ visit, wait: wait as WaitOf<Kind> });
  }
  return waiting.sort((a, b) => Number(a.visit.id) - Number(b.visit.id));
}

/** A signal reaches everything that waits for it (BPMN 2.0.2 §10.5.6). Gives how many. */
export function broadcast(run: Run, name: string, payload: StoredVariables): number {
  const listening = waitsIn(run, 'signal').filter(({ wait }) => wait.name === name);
  for (const { visit, wait } of listening) if (isStill(run, visit, wait)) happen(run, visit, wait, payload);
  return listening.length;
}

/** The key that a message has in what it brings (BPMN 2.0.2 §8.4.2); undefined where it has none. */
export function keyWithin(run: Run, name: string, payload: StoredVariables): StoredValue | undefined {
  const path = run.index.keyWithin(name);
  if (path === null) return undefined;
  try {
    return toStored(evaluateOver(run, payload, path, 'message path'), 'key');
  } catch (error) {
    // A message without its properties is for nobody who asks for them; what they are called may be a function then.
    if (error instanceof Stop || (error instanceof PlinthError && error.code === 'process.not-storable')) return undefined;
    throw error;
  }
}

/** A message reaches one: the first that waits for its name and key. False where none does. */
export function deliver(run: Run, name: string, key: StoredValue | undefined, payload: StoredVariables): boolean {
  const found = waitsIn(run, 'message').find(
    ({ wait }) =>
      wait.name === name && (wait.key === null || (key !== undefined && equalValues(fromStored(wait.key), fromStored(key)) === true)),
  );
  if (found === undefined) return false;
  correlate(run, name, key);
  happen(run, found.visit, found.wait, payload);
  return true;
}

/** Timers that are due happen, the earliest first. Gives how many. */
export function ring(run: Run): number {
  const now = Date.parse(run.options.now);
  const due = waitsIn(run, 'timer').filter(({ wait }) => Date.parse(wait.due) <= now);
  due.sort((a, b) => Date.parse(a.wait.due) - Date.parse(b.wait.due));
  for (const { visit, wait } of due) if (isStill(run, visit, wait)) happen(run, visit, wait);
  return due.length;
}

/** Conditions that have become true happen; each must become false before it happens again. */
export function lookAtConditions(run: Run): void {
  for (const { visit, wait } of waitsIn(run, 'conditional')) {
    if (!isStill(run, visit, wait)) continue;
    const holds = holdsNow(run, visit, wait.to);
    const becomesTrue = holds && !wait.wasTrue;
    wait.wasTrue = holds;
    if (!becomesTrue) continue;
    happen(run, visit, wait);
  }
}

function holdsNow(run: Run, visit: Visit, event: string): boolean {
  const node = run.index.node(event);
  const trigger = node !== null && 'triggers' in node ? node.triggers.find(({ kind }) => kind === 'conditional') : undefined;
  if (trigger?.kind !== 'conditional') return false;
  try {
    return evaluateIn(run, visit, trigger.condition, 'condition') === true;
  } catch (error) {
    // A condition about what is not there yet does not hold yet.
    if (error instanceof Stop) return false;
    throw error;
  }
}

/** Whether it is still awaited: what happened before may have cancelled it. */
function isStill(run: Run, visit: Visit, wait: Wait): boolean {
  return run.find(visit.id) === visit && visit.waits.includes(wait);
}
