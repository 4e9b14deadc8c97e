import type { ProcessModel } from '@plinth/process-model';
import { newestBehaviour } from './behaviours.ts';
import { processErrors } from './errors.ts';
import { ModelIndex } from './model/model-index.ts';
import { endActivity } from './run/activity.ts';
import { activate } from './run/ad-hoc.ts';
import { goOn as goOnFromRest } from './run/begin.ts';
import { cancel } from './run/cancel.ts';
import { settle } from './run/container.ts';
import { arrive } from './run/flow.ts';
import { broadcast, deliver, keyWithin, lookAtConditions, ring } from './run/listeners.ts';
import { resolveIncident } from './run/resolve.ts';
import { type AdvanceOptions, Run } from './run/run.ts';
import { startInstance } from './run/start.ts';
import { catcherOf, letCatch } from './run/throw-up.ts';
import { storedVariables } from './run/variables.ts';
import type { Effect, HistoryEvent } from './state/history.ts';
import type { InstanceState, Visit } from './state/instance-state.ts';
import type { Stimulus } from './state/stimulus.ts';
import { toStored } from './state/stored-value.ts';

/** What became of an instance. */
export interface Advance {
  readonly state: InstanceState;
  /** In the order in which it happened. */
  readonly history: readonly HistoryEvent[];
  /** To be done once the state is kept. */
  readonly effects: readonly Effect[];
}

/** The state before an instance has begun, of a process of the model; with a smaller number it goes as instances went that began with it. */
export function newInstance(process: string, behaviour = newestBehaviour): InstanceState {
  return { process, behaviour, status: 'active', next: 1, visits: {} };
}

/**
 * Moves an instance as far as it goes by itself: a pure function, the same for the same model, state, stimulus and options. The
 * given state stays as it is. Throws what refuses the stimulus (`process.*`); what goes wrong within the instance is an incident.
 */
export function advance(model: ProcessModel, state: InstanceState, stimulus: Stimulus, options: AdvanceOptions): Advance {
  const run = new Run(ModelIndex.of(model), structuredClone(state), options);
  if (state.status !== 'active') throw processErrors.ended({ status: state.status });
  take(run, stimulus);
  goOn(run);
  if (run.state.status !== 'active') endAll(run);
  return { state: run.state, history: run.history, effects: run.effects };
}

function take(run: Run, stimulus: Stimulus): void {
  switch (stimulus.kind) {
    case 'start': {
      const { process: id } = run.state;
      const process = run.index.process(id);
      if (process === null) throw processErrors.unknownProcess({ process: id, known: run.index.processIds.join(', ') });
      startInstance(run, process, stimulus);
      return;
    }
    case 'completed': {
      const visit = working(run, stimulus.visit);
      const node = run.node(visit);
      visit.incident = null;
      if (node !== null && 'isForCompensation' in node) endActivity(run, visit, node, storedVariables(stimulus.variables));
      return;
    }
    case 'failed':
      run.stop(working(run, stimulus.visit), 'failed', stimulus.message);
      return;
    case 'error':
    case 'escalation': {
      const visit = working(run, stimulus.visit);
      const catcher = catcherOf(run, visit, stimulus.kind, stimulus.code);
      if (catcher !== null) {
        letCatch(run, catcher, storedVariables(stimulus.variables));
        return;
      }
      // An escalation that nobody catches is not heard; the work goes on.
      if (stimulus.kind === 'error') run.stop(visit, 'unhandled-error', `Nothing catches the error ${stimulus.code}.`);
      return;
    }
    case 'message': {
      const payload = storedVariables(stimulus.variables);
      const key = stimulus.key === undefined ? keyWithin(run, stimulus.name, payload) : toStored(stimulus.key, 'key');
      if (!deliver(run, stimulus.name, key, payload)) throw processErrors.notWaiting({ what: `the message ${stimulus.name}` });
      return;
    }
    case 'signal':
      broadcast(run, stimulus.name, storedVariables(stimulus.variables));
      return;
    case 'continued': {
      const visit = known(run, stimulus.visit);
      if (!visit.waits.some(({ kind }) => kind === 'continuation')) throw processErrors.notWaiting({ what: `${visit.element} to go on` });
      goOnFromRest(run, visit);
      return;
    }
    case 'timer':
      ring(run);
      return;
    case 'activation':
      activate(run, known(run, stimulus.visit), stimulus.element);
      return;
    case 'resolved':
      resolveIncident(run, known(run, stimulus.visit), storedVariables(stimulus.variables));
      return;
    case 'cancelled': {
      const root = rootOf(run);
      if (root !== null) cancel(run, root);
      run.state.status = 'cancelled';
    }
  }
}

/** All that moves by itself: tokens, conditions that have become true, and what is at its end. */
function goOn(run: Run): void {
  for (;;) {
    const arrival = run.arrivals.shift();
    if (arrival !== undefined) arrive(run, arrival);
    // After each that moved: a condition that holds for a while only has become true, too (§10.5.6).
    if (run.hasChanges && (arrival === undefined || run.behaves('conditionsBetweenSteps'))) {
      run.hasChanges = false;
      lookAtConditions(run);
      continue;
    }
    if (arrival !== undefined) continue;
    const [next] = run.unsettled;
    if (next === undefined) return;
    run.unsettled.delete(next);
    const visit = run.find(next);
    if (visit !== null && settle(run, visit)) run.unsettled.add(next);
  }
}

/** Of an instance that has ended its root stays, with its variables. */
function endAll(run: Run): void {
  const root = rootOf(run);
  if (root !== null) root.waits = [];
}

function rootOf(run: Run): Visit | null {
  return Object.values(run.state.visits).find(({ parent }) => parent === null) ?? null;
}

function known(run: Run, id: string): Visit {
  const visit = run.find(id);
  if (visit === null) throw processErrors.notWaiting({ what: `${id}, which is not there` });
  return visit;
}

function working(run: Run, id: string): Visit {
  const visit = known(run, id);
  if (!visit.waits.some(({ kind }) => kind === 'work')) throw processErrors.notWaiting({ what: `the work of ${visit.element}` });
  return visit;
}
