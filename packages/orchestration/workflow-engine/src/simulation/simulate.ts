import type { FeelContext } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { ProcessModel } from '@plinth/process-model';
import { processErrors } from '../errors.ts';
import { mainProcess } from '../model/main-process.ts';
import type { AdvanceOptions } from '../run/run.ts';
import { laterBy } from '../run/timer.ts';
import type { HistoryEvent } from '../state/history.ts';
import type { Incident, InstanceState, Wait } from '../state/instance-state.ts';
import type { StoredValue, StoredVariables } from '../state/stored-value.ts';
import { type Answer, isDuration, type Script, type Step } from './script.ts';
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

export interface SimulationOptions extends Omit<AdvanceOptions, 'now'> {
  /** How often something may happen to an instance; 10,000 where absent. */
  readonly eventLimit?: number;
}

/** How an instance stands when nothing more happens. */
export interface Outcome {
  readonly instance: number;
  readonly process: string;
  readonly status: InstanceState['status'];
  readonly variables: StoredVariables;
  /** Elements that wait, with what for. */
  readonly waiting: readonly Waiting[];
  readonly incidents: readonly (Incident & { readonly element: string })[];
}

/** What an element waits for: a timer with its moment, a message or signal with its name. */
export interface Waiting {
  readonly element: string;
  readonly for: Wait['kind'];
  readonly due?: string;
  readonly name?: string;
  /** That a message must have; absent where every one will do. */
  readonly key?: StoredValue;
  /** Of the loop or multiple instance that it is in; absent where it is in none. */
  readonly round?: number;
}

export interface Simulated {
  readonly trace: readonly TraceLine[];
  readonly outcomes: readonly Outcome[];
  /** Steps of the script that did not apply. */
  readonly refused: number;
}

/** Runs a model in a world of its own, with a clock and answers from a script. Throws `process.no-start` where nothing starts it. */
export function simulate(model: ProcessModel, script: Script, variables: FeelContext, options: SimulationOptions = {}): Simulated {
  const process = script.process ?? mainProcess(model)?.id;
  if (process === undefined) throw processErrors.unknownProcess({ process: '(any)', known: 'none' });
  const world = new SimulatedWorld(model, script.now, { process, isGuessed: script.process === null, variables }, options);
  const answers = new Answers(script);
  let at = 0;
  let refused = 0;
  const refuse = ({ code, message }: PlinthError) => {
    refused++;
    world.trace.push({ event: 'refused', step: at, code, message, time: world.now });
  };
  try {
    world.begin(script.start);
    for (;;) {
      if (world.answerFirst((element, name) => answers.take(element, name))) continue;
      const step = script.steps[at];
      if (step === undefined) {
        if (script.clock === 'stands' || !world.goToNextTimer()) break;
        continue;
      }
      at++;
      try {
        takeStep(world, step);
      } catch (error) {
        if (!(error instanceof PlinthError) || error.code === 'process.endless') throw error;
        refuse(error);
      }
    }
  } catch (error) {
    if (!(error instanceof PlinthError) || error.code !== 'process.endless') throw error;
    refuse(error);
  }
  // It says what would have started it.
  if (!world.hasInstances) world.beginPlain();
  return { trace: world.trace, outcomes: world.outcomes(), refused };
}

function takeStep(world: SimulatedWorld, step: Step): void {
  switch (step.kind) {
    case 'answer':
      world.answer(step.target, step.answer);
      return;
    case 'message':
      world.deliver(step);
      return;
    case 'signal':
      world.broadcast(step);
      return;
    case 'time':
      world.goTo(isDuration(step.text) ? laterBy(world.now, step.text) : new Date(step.text).toISOString());
      return;
    case 'cancel':
      world.cancel(step.instance);
      return;
    case 'activate':
      world.activate(step.target);
      return;
    case 'resolve':
      world.resolve(step.target, step.variables);
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
