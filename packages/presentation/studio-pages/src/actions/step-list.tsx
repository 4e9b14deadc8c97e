import { pageActions } from '@plinth/app-definition';
import { Icon, type TextLookup, useText } from '@plinth/component-kit';
import { isJsonObject } from '@plinth/foundation';
import { ToolButton } from '@plinth/studio-frame';
import type { KeyboardEvent } from 'react';
import { actionKind, offeredKinds } from './action-kinds.ts';
import { actionWords } from './action-words.ts';
import { StepForm } from './step-form.tsx';
import { type BranchName, branchNames, type ListPath, listAt, pathKey, type StepPath } from './step-path.ts';
import { useStepWork } from './step-work.ts';

interface StepListProps {
  readonly path: ListPath;
  readonly label: string;
}

/** Steps in their order, each as a sentence that opens to its form; at the end what further ones there are. */
export function StepList({ path, label }: StepListProps) {
  const text = useText();
  const work = useStepWork();
  const steps = listAt(work.steps, path);
  return (
    <>
      {steps.length === 0 ? null : (
        <ol className="steps" aria-label={label}>
          {steps.map((step, index) => {
            const own: StepPath = [...path, index];
            return (
              <li key={pathKey(own)}>
                <Step step={step} path={own} />
              </li>
            );
          })}
        </ol>
      )}
      <select
        className="step-add"
        aria-label={text('studio.addStepTo', 'Add a step: {list}', { list: label })}
        value=""
        onChange={({ currentTarget }) => work.add(path, currentTarget.value)}
      >
        <option value="">{text('studio.addStep', 'Add a step …')}</option>
        {offeredKinds(work.keys('event').length > 0).map(({ name, title }) => (
          <option key={name} value={name}>
            {title(text)}
          </option>
        ))}
      </select>
    </>
  );
}

function Step({ step, path }: { readonly step: unknown; readonly path: StepPath }) {
  const text = useText();
  const work = useStepWork();
  const key = pathKey(path);
  const kind = actionKind(step);
  const words = actionWords(step, text, work.names);
  const opened = work.open === key;
  const problem = work.problems.get(key);
  const acts = {
    up: () => work.move(path, -1),
    down: () => work.move(path, 1),
    remove: () => work.remove(path),
    duplicate: () => work.duplicate(path),
  };
  const keys = (event: KeyboardEvent) => {
    const act = actOf(event, acts);
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const branches = branchNames.filter((name) => name !== 'actions' && isJsonObject(step) && Array.isArray(step[name]));
  return (
    <>
      <button
        type="button"
        className="step"
        data-step={key}
        aria-expanded={opened}
        aria-invalid={problem === undefined ? undefined : true}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Control+D Delete"
        onKeyDown={keys}
        onClick={() => work.setOpen(opened ? null : key)}
      >
        <Icon name={kind?.icon ?? 'alert-triangle'} size={14} />
        <bdi>{words}</bdi>
      </button>
      {problem === undefined ? null : <p className="property-refused">{problem}</p>}
      {opened ? (
        <div className="step-form">
          {kind === undefined || !isJsonObject(step) ? null : <StepForm step={step as never} name={kind.name} path={path} />}
          <div className="step-acts" role="toolbar" aria-label={text('studio.stepActs', 'What to do with the step')}>
            <ToolButton icon="arrow-up" label={text('studio.stepUp', 'Move step up')} onClick={acts.up} />
            <ToolButton icon="arrow-down" label={text('studio.stepDown', 'Move step down')} onClick={acts.down} />
            <ToolButton icon="copy" label={text('studio.stepDuplicate', 'Duplicate step')} onClick={acts.duplicate} />
            <ToolButton icon="trash" label={text('studio.stepRemove', 'Remove step')} onClick={acts.remove} />
            <AddBranch path={path} />
          </div>
        </div>
      ) : null}
      {isJsonObject(step) && step.do === 'sequence' ? (
        <div className="step-branch">
          <StepList path={[...path, 'actions']} label={text('studio.branch.actions', 'In turn')} />
        </div>
      ) : null}
      {branches.map((name) => {
        const label = branchTitle(text, name, kind?.name);
        return (
          <div key={name} className="step-branch" data-branch={name}>
            <h5>{label}</h5>
            <StepList path={[...path, name]} label={label} />
          </div>
        );
      })}
    </>
  );
}

/** Offers what may follow a step and does not yet: when it succeeded, was declined, or failed. */
function AddBranch({ path }: { readonly path: StepPath }) {
  const text = useText();
  const work = useStepWork();
  const step = listAt(work.steps, path.slice(0, -1))[Number(path.at(-1))];
  const kind = actionKind(step);
  if (kind === undefined || !isJsonObject(step)) return null;
  const possible = branchNames.filter(
    (name) => name !== 'actions' && Object.hasOwn(pageActions[kind.name].properties, name) && !Array.isArray(step[name]),
  );
  if (possible.length === 0) return null;
  return (
    <select
      className="step-add"
      aria-label={text('studio.addBranch', 'What happens after it')}
      value=""
      onChange={({ currentTarget }) => {
        const [branch = '', action = ''] = currentTarget.value.split(' ');
        work.add([...path, branch as BranchName], action);
      }}
    >
      <option value="">{text('studio.addBranchShort', 'And then …')}</option>
      {possible.map((name) => (
        <optgroup key={name} label={branchTitle(text, name, kind.name)}>
          {offeredKinds(work.keys('event').length > 0).map((action) => (
            <option key={action.name} value={`${name} ${action.name}`}>
              {action.title(text)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

function branchTitle(text: TextLookup, name: BranchName, kind: string | undefined): string {
  if (name === 'catch') return text('studio.branch.catch', 'If it fails');
  if (name === 'else') return kind === 'confirm' ? text('studio.branch.declined', 'If declined') : text('studio.branch.else', 'Otherwise');
  return kind === 'if' ? text('studio.branch.if', 'Then') : text('studio.branch.then', 'When it is done');
}

interface StepActs {
  readonly up: () => void;
  readonly down: () => void;
  readonly remove: () => void;
  readonly duplicate: () => void;
}

function actOf(event: KeyboardEvent, acts: StepActs): (() => void) | null {
  if (event.altKey) return event.key === 'ArrowUp' ? acts.up : event.key === 'ArrowDown' ? acts.down : null;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'd' ? acts.duplicate : null;
  return event.key === 'Delete' || event.key === 'Backspace' ? acts.remove : null;
}
