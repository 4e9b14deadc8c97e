import { checkActions } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { FeelType } from '@plinth/expression';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { takesText } from '@plinth/studio-frame';
import { type ClipboardEvent, useEffect, useRef, useState } from 'react';
import { usePageWork } from '../page-work.ts';
import type { BindingTypes } from '../properties/binding-types.ts';
import { actionKinds } from './action-kinds.ts';
import { readSteps, writeSteps } from './step-clip.ts';
import { StepList } from './step-list.tsx';
import { insertSteps, type ListPath, listAt, moveStep, pathKey, type StepPath, type Steps, stepAt, withoutStep } from './step-path.ts';
import { stepScope } from './step-scope.ts';
import { type StepWork, StepWorkContext } from './step-work.ts';
import { useStepKeys } from './use-step-keys.ts';

interface EventEditorProps {
  /** What happened: “Clicked”. */
  readonly title: string;
  readonly steps: Steps;
  readonly types: BindingTypes;
  /** Query whose rows stand around the component. */
  readonly rowsOf: string | undefined;
  /** Type of `event`. */
  readonly event: FeelType | undefined;
  /** Undefined: nothing happens any more. */
  onChange(steps: JsonValue | undefined, what: string): void;
}

/** What happens then, as a list of steps that is read like a recipe and changed by pointer or keyboard. */
export function EventEditor({ title, steps, types, rowsOf, event, onChange }: EventEditorProps) {
  const text = useText();
  const page = usePageWork();
  const root = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const known = useStepKeys(types);
  useEffect(() => {
    if (focus === null) return;
    root.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(focus)}"]`)?.focus();
    setFocus(null);
  }, [focus]);
  const change: StepWork['change'] = (changed, what, at) => {
    if (at !== undefined) setFocus(pathKey(at));
    onChange(changed.length === 0 ? undefined : (changed as JsonValue), what);
  };
  const insert = (list: ListPath, index: number, added: Steps, what: string, opens: boolean) => {
    const path: StepPath = [...list, index];
    setOpen(opens ? pathKey(path) : null);
    change(insertSteps(steps, list, index, added), what, path);
  };
  const work: StepWork = {
    ...known,
    steps,
    open,
    setOpen,
    problems: problemsOf(steps),
    scope: (path) => stepScope(steps, path, types, rowsOf, event),
    change,
    add(list, name) {
      const kind = actionKinds.find((each) => each.name === name);
      if (kind === undefined) return;
      insert(list, listAt(steps, list).length, [{ do: kind.name, ...kind.make(known.first) }], text('studio.stepAdded', 'steps'), true);
    },
    remove(path) {
      const list = path.slice(0, -1);
      const index = Number(path.at(-1));
      setOpen(null);
      const left = listAt(steps, list).length - 1;
      change(withoutStep(steps, path), 'steps', left === 0 ? list.slice(0, -1) : [...list, Math.min(index, left - 1)]);
    },
    duplicate: (path) => insert(path.slice(0, -1), Number(path.at(-1)) + 1, [stepAt(steps, path)], 'steps', false),
    move(path, by) {
      const moved = moveStep(steps, path, by);
      if (moved === null) return;
      if (open !== null) setOpen(pathKey(moved.path));
      change(moved.steps, 'order of steps', moved.path);
    },
  };
  const focused = (target: EventTarget): StepPath | null => {
    const key = target instanceof Element ? target.closest<HTMLElement>('[data-step]')?.dataset.step : undefined;
    return key === undefined ? null : key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part) as StepPath[number]);
  };
  const copy = (copied: ClipboardEvent): StepPath | null => {
    const path = takesText(copied.target) ? null : focused(copied.target);
    if (path === null) return null;
    copied.clipboardData.setData('text/plain', writeSteps([stepAt(steps, path)]));
    copied.preventDefault();
    return path;
  };
  const paste = (pasted: ClipboardEvent) => {
    if (takesText(pasted.target)) return;
    pasted.preventDefault();
    const read = readSteps(pasted.clipboardData.getData('text/plain'));
    if (read === null || 'problem' in read) {
      const hint = read === null ? text('studio.copyStepFirst', 'Copy a step in the Studio first.') : read.problem;
      return page.work.say({ message: text('studio.pasteNoSteps', 'What was copied are no steps.'), hint, tone: 'bad' });
    }
    const path = focused(pasted.target) ?? [steps.length - 1];
    insert(path.slice(0, -1), Number(path.at(-1)) + 1, read.steps, 'steps', false);
  };
  return (
    <section
      ref={root}
      className="event-editor"
      aria-label={title}
      onCopy={copy}
      onCut={(cut) => {
        const path = copy(cut);
        if (path !== null) work.remove(path);
      }}
      onPaste={paste}
    >
      <h4>{text('studio.when', 'When: {event}', { event: title })}</h4>
      <StepWorkContext value={work}>
        <StepList path={[]} label={title} />
      </StepWorkContext>
    </section>
  );
}

/** The first thing that is wrong with each step. */
function problemsOf(steps: Steps): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const { steps: place, message, hint } of checkActions(steps, [], () => undefined)) {
    const key = pathKey(stepOf(steps, place));
    if (!problems.has(key)) problems.set(key, [place.at(-1), message, hint].filter(Boolean).join(' '));
  }
  return problems;
}

/** The path of the innermost step that a place is part of. */
function stepOf(steps: Steps, place: readonly (string | number)[]): StepPath {
  let path: StepPath = [];
  for (let at = 1; at <= place.length; at += 2) {
    const longer = place.slice(0, at) as unknown as StepPath;
    if (!isJsonObject(stepAt(steps, longer)) && at > 1) break;
    path = longer;
  }
  return path;
}
