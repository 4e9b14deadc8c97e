import type { ActionBody, DefinitionAction } from '../actions/definition-action.ts';
import { rebaseText } from './rebase-text.ts';

/** Something of one's own that can be taken back (or made again). */
export interface UndoStep {
  /** The action that it takes back. */
  readonly action: string;
  readonly intent: string;
  readonly inverse: ActionBody;
}

/** What one person can undo and redo, oldest first. Everybody has only their own. */
export interface UndoStacks {
  readonly undo: readonly UndoStep[];
  readonly redo: readonly UndoStep[];
}

export const emptyStacks: UndoStacks = { undo: [], redo: [] };

const most = 1000;

/** The stacks after one's own action: an undo goes to redo, a redo back to undo, anything new empties redo. */
export function recorded(stacks: UndoStacks, action: DefinitionAction, inverse: ActionBody | null): UndoStacks {
  const undone = stacks.undo.some((step) => step.action === action.undoes);
  const redone = stacks.redo.some((step) => step.action === action.undoes);
  const undo = stacks.undo.filter((step) => step.action !== action.undoes);
  const redo = stacks.redo.filter((step) => step.action !== action.undoes);
  const step = inverse === null ? [] : [{ action: action.id, intent: action.intent, inverse }];
  if (undone) return { undo, redo: [...redo, ...step] };
  return { undo: [...undo, ...step].slice(-most), redo: redone ? redo : action.undoes === undefined ? [] : redo };
}

/** The stacks once an action was refused or taken away. */
export function forgotten(stacks: UndoStacks, action: string): UndoStacks {
  const keep = (step: UndoStep) => step.action !== action;
  return { undo: stacks.undo.filter(keep), redo: stacks.redo.filter(keep) };
}

/** The stacks with a step's inverse computed anew, at the action's place in the log. */
export function withInverse(stacks: UndoStacks, action: string, inverse: ActionBody | null): UndoStacks {
  if (inverse === null) return forgotten(stacks, action);
  const renew = (step: UndoStep) => (step.action === action ? { ...step, inverse } : step);
  return { undo: stacks.undo.map(renew), redo: stacks.redo.map(renew) };
}

/** The stacks once others have changed texts: what is taken back moves along, the latest step first. */
export function movedAlong(stacks: UndoStacks, other: ActionBody): UndoStacks {
  return { undo: stepsPassed(stacks.undo, other), redo: stepsPassed(stacks.redo, other) };
}

function stepsPassed(steps: readonly UndoStep[], other: ActionBody): readonly UndoStep[] {
  let passing = other;
  return steps
    .toReversed()
    .map((step) => {
      const inverse = rebaseText(step.inverse, passing);
      passing = rebaseText(passing, step.inverse, true);
      return inverse === step.inverse ? step : { ...step, inverse };
    })
    .reverse();
}
