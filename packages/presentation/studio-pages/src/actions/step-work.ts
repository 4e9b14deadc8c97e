import type { ContextType } from '@plinth/expression';
import { createContext, useContext } from 'react';
import type { FirstChoices } from './action-kinds.ts';
import type { StepNames } from './action-words.ts';
import type { KnownName } from './name-values.tsx';
import type { ListPath, StepPath, Steps } from './step-path.ts';

/** What the parts of an event's list of steps share. */
export interface StepWork {
  readonly steps: Steps;
  /** What is wrong with steps, by the key of their path. */
  readonly problems: ReadonlyMap<string, string>;
  readonly names: StepNames;
  readonly first: FirstChoices;
  /** Key of the step whose form is open. */
  readonly open: string | null;
  scope(path: StepPath): ContextType;
  /** What may be chosen by key, of a kind. */
  keys(kind: string): readonly { readonly key: string; readonly label: string }[];
  fields(entity: string): readonly KnownName[];
  parameters(page: string): readonly KnownName[];
  /** What a function or an external action takes. */
  inputs(kind: 'function' | 'external-action', name: string): readonly KnownName[];
  state(): readonly KnownName[];
  setOpen(key: string | null): void;
  /** Changes the steps; `focus` is the step that has the focus then. */
  change(steps: Steps, what: string, focus?: StepPath): void;
  /** Adds a step of a kind at the end of a list, and opens it. */
  add(list: ListPath, kind: string): void;
  remove(path: StepPath): void;
  duplicate(path: StepPath): void;
  move(path: StepPath, by: 1 | -1): void;
}

export const StepWorkContext = createContext<StepWork | null>(null);

export function useStepWork(): StepWork {
  const work = useContext(StepWorkContext);
  if (work === null) throw new Error('A step was shown outside of its event.');
  return work;
}
