import type { FeelContext } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { ProcessModel } from '@plinth/process-model';
import { processErrors } from '../errors.ts';
import type { AdvanceOptions } from '../run/run.ts';
import { laterBy } from '../run/timer.ts';
import type { HistoryEvent } from '../state/history.ts';
import type { Incident, InstanceState, Wait } from '../state/instance-state.ts';
import type { Stimulus } from '../state/stimulus.ts';
import type { StoredVariables } from '../state/stored-value.ts';
import type { Answer, Script, Step } from './script.ts';
import { SimulatedWorld } from './simulated-world.ts';

/** One line of a trace: what happened to an element, what was sent out, or a step of the script that did not apply. */
export type TraceLine =
  | (HistoryEvent & { readonly instance: number; readonly process: string; readonly time: string })
  | {
      readonly event: 'sent';
      readonly kind: 'message' | 'signal';
      readonly element: string;
      readonly name: string;
      readonly instance: number;
      readonly process: string;
      readonly time: string;
    }
  | { readonly event: 'refused'; readonly step: number; readonly code: string; readonly message: string; readonly time: string };

/** How an instance stands when nothing more happens. */
export interface Outcome {
  readonly instance: number;
  readonly process: string;
  readonly status: InstanceState['status'];
  readonly variables: StoredVariables;
  /** Elements that wait, with what for: with the moment of a timer, the name of a message or signal. */
  readonly waiting: readonly { readonly element: string; readonly for: Wait['kind']; readonly due?: string; readonly name?: string }[];
  readonly incidents: readonly (Incident & { readonly element: string })[];
}

export interface Simulated {
  readonly trace: readonly TraceLine[];
  readonly outcomes: readonly Outcome[];
  /** Steps of the script that did not apply. */
  readonly refused: number;
}

/** How often work, messages and timers may happen by themselves; beyond that it would not end. */
const mostEvents = 10_000;

/** Runs a model in a world of its own, with a clock and answers from a script. */
export function simulate(
  model: ProcessModel,
  script: Script,
  variables: FeelContext,
  options: Omit<AdvanceOptions, 'now'> = {},
): Simulated {
  const world = new SimulatedWorld(model, script.now, options);
  const answers = new Answers(script);
  const process = script.process ?? onlyProcess(model);
  world.start(process, { kind: 'start', ...script.start, variables });
  let at = 0;
  let refused = 0;
  for (let events = 0; events < mostEvents; events++) {
    if (answerOne(world, answers)) continue;
    const step = script.steps[at];
    if (step !== undefined) {
      at++;
      try {
        takeStep(world, step);
      } catch (error) {
        if (!(error instanceof PlinthError)) throw error;
        refused++;
        world.trace.push({ event: 'refused', step: at, code: error.code, message: error.message, time: world.now });
      }
      continue;
    }
    if (script.clock === 'stands' || !world.goToNextTimer()) break;
  }
  return { trace: world.trace, outcomes: world.outcomes(), refused };
}

function onlyProcess({ processes }: ProcessModel): string {
  const process = processes.find(({ isExecutable }) => isExecutable) ?? processes[0];
  if (process === undefined) throw processErrors.unknownProcess({ process: '(any)', known: 'none' });
  return process.id;
}

/** Gives the answer of the script to work that has one. */
function answerOne(world: SimulatedWorld, answers: Answers): boolean {
  for (const work of world.work()) {
    const answer = answers.take(work.element, work.name);
    if (answer === null) continue;
    world.advance(work.instance, stimulusOf(answer, work.visit));
    return true;
  }
  return false;
}

function stimulusOf({ kind, text, variables }: Answer, visit: string): Stimulus {
  if (kind === 'completed') return { kind, visit, variables };
  return kind === 'failed' ? { kind, visit, message: text } : { kind, visit, code: text, variables };
}

function takeStep(world: SimulatedWorld, step: Step): void {
  switch (step.kind) {
    case 'answer': {
      const work = world.work(true).find(({ element, name }) => element === step.element || name === step.element);
      if (work === undefined) throw processErrors.notWaiting({ what: `an answer to ${step.element}` });
      world.advance(work.instance, stimulusOf(step.answer, work.visit));
      return;
    }
    case 'message':
      if (!world.deliver(step)) throw processErrors.notWaiting({ what: `the message ${step.name}` });
      return;
    case 'signal':
      world.broadcast(step, null);
      return;
    case 'time':
      world.goTo(/^-?P/.test(step.text) ? laterBy(world.now, step.text) : new Date(step.text).toISOString());
      return;
    case 'cancel':
      for (const instance of world.active()) world.advance(instance, { kind: 'cancelled' });
      return;
    case 'activate':
      world.activate(step.element);
      return;
    case 'resolve':
      world.resolve(step.element, step.variables);
  }
}

/** The answers that are still to be given. */
class Answers {
  readonly #left: Map<string, Answer[] | Answer>;

  constructor({ answers }: Script) {
    this.#left = new Map(
      [...answers].map(([element, given]) => [element, Array.isArray(given) ? [...(given as readonly Answer[])] : (given as Answer)]),
    );
  }

  take(element: string, name: string): Answer | null {
    const given = this.#left.get(element) ?? this.#left.get(name);
    if (given === undefined) return null;
    return Array.isArray(given) ? (given.shift() ?? null) : given;
  }
}
