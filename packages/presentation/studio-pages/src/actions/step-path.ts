import { isJsonObject, type JsonObject } from '@plinth/foundation';

/** Steps of an event as the definition holds them; what is no action stays where it stands. */
export type Steps = readonly unknown[];

/** The lists that a step may hold, in the order in which they are read. */
export const branchNames = ['actions', 'then', 'else', 'catch'] as const;
export type BranchName = (typeof branchNames)[number];

/** From the list of an event to a step of it: `[0]`, or `[0, 'then', 2]` for the third of what follows the first. */
export type StepPath = readonly (number | BranchName)[];

/** A list of steps: empty for the event itself, else a step and one of its branches. */
export type ListPath = readonly (number | BranchName)[];

/** The steps of a list; none where there is no such list. */
export function listAt(steps: Steps, path: ListPath): Steps {
  let list: Steps = steps;
  for (let at = 0; at + 1 < path.length; at += 2) {
    const step = list[Number(path[at])];
    const branch = isJsonObject(step) ? step[String(path[at + 1])] : undefined;
    list = Array.isArray(branch) ? branch : [];
  }
  return list;
}

export function stepAt(steps: Steps, path: StepPath): unknown {
  return listAt(steps, path.slice(0, -1))[indexOf(path)];
}

/** The steps with one list replaced; an empty branch is left out, but for the `then` that a condition must have. */
function withList(steps: Steps, path: ListPath, change: (list: Steps) => Steps): Steps {
  const [index, branch, ...rest] = path;
  if (index === undefined || branch === undefined) return change(steps);
  const step = steps[Number(index)];
  if (!isJsonObject(step)) return steps;
  const before = step[String(branch)];
  const changed = withList(Array.isArray(before) ? before : [], rest, change);
  const { [String(branch)]: _before, ...others } = step;
  const needed = branch === 'actions' || (branch === 'then' && step.do === 'if');
  const after = changed.length === 0 && !needed ? others : { ...step, [String(branch)]: changed };
  return steps.with(Number(index), after);
}

export function withStep(steps: Steps, path: StepPath, step: JsonObject): Steps {
  return withList(steps, path.slice(0, -1), (list) => list.with(indexOf(path), step));
}

export function withoutStep(steps: Steps, path: StepPath): Steps {
  return withList(steps, path.slice(0, -1), (list) => list.toSpliced(indexOf(path), 1));
}

/** Puts steps before the one at a place of a list. */
export function insertSteps(steps: Steps, path: ListPath, index: number, added: Steps): Steps {
  return withList(steps, path, (list) => list.toSpliced(index, 0, ...added));
}

/** Moves a step among its neighbours; null where there is nowhere to go. */
export function moveStep(steps: Steps, path: StepPath, by: 1 | -1): { readonly steps: Steps; readonly path: StepPath } | null {
  const list = path.slice(0, -1);
  const from = indexOf(path);
  const to = from + by;
  const siblings = listAt(steps, list);
  if (to < 0 || to >= siblings.length) return null;
  const moved = withList(steps, list, (all) => all.toSpliced(from, 1).toSpliced(to, 0, all[from]));
  return { steps: moved, path: [...list, to] };
}

function indexOf(path: StepPath): number {
  return Number(path.at(-1));
}

/** As the key of a step in the document. */
export function pathKey(path: StepPath): string {
  return path.join('.');
}
