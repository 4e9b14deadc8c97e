import { Icon, useText } from '@plinth/component-kit';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { ToolButton } from '@plinth/studio-frame';
import { useId, useState } from 'react';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { kindOf } from '../drawing/element-kind.ts';
import { nameOf, useKindNames } from '../drawing/kind-names.ts';
import { useProcessWork } from '../process-work.ts';
import { Group } from '../properties/setting.tsx';
import { expectationOf, isAtEnd, runProcess, type ShownRun, stepOn, variablesOf, waitsOf } from './shown-run.ts';
import { addTest } from './test-edits.ts';

/** A simulation: what goes on, what waits for somebody, and the variables. */
export function SimulationPanel({ drawn, run }: { readonly drawn: DrawnProcess; readonly run: ShownRun }) {
  const text = useText();
  const process = useProcessWork();
  const kindName = useKindNames();
  const [wrong, setWrong] = useState<string | null>(null);
  const [outcome] = run.simulated.outcomes;
  const nameOfElement = (key: string) => {
    const node = drawn.nodes.find((each) => each.key === key);
    return node === undefined ? key : nameOf(node.node, kindName(kindOf(node.node)));
  };
  const again = (variables: JsonObject, steps: readonly JsonValue[], shown?: number) => {
    const result = runProcess(process.definition(), drawn.record.key, { variables, steps, script: run.script }, shown);
    setWrong(result.ok ? null : result.message);
    if (result.ok) process.run.value = result.run;
  };
  const take = (step: JsonValue) => again(run.variables, [...run.steps, step]);
  const keep = () => {
    const { edit, name } = addTest(
      drawn.record,
      run,
      expectationOf(run, (key) => drawn.nodes.some((node) => node.key === key)),
    );
    if (!process.edit(edit)) return;
    process.work.say({ message: text('studio.bpmn.testKept', 'Kept as test case “{name}”.', { name }), tone: 'info' });
  };
  const statuses = {
    active: text('studio.bpmn.statusActive', 'running'),
    completed: text('studio.bpmn.statusCompleted', 'completed'),
    terminated: text('studio.bpmn.statusTerminated', 'terminated'),
    cancelled: text('studio.bpmn.statusCancelled', 'cancelled'),
  };
  const refused = run.simulated.trace.flatMap((line) => (line.event === 'refused' ? [line.message] : [])).at(-1);
  return (
    <div className="process-properties process-simulation">
      <Group
        title={text('studio.bpmn.simulation', 'Simulation')}
        action={
          <ToolButton
            icon="x"
            label={text('studio.bpmn.endSimulation', 'End the simulation')}
            onClick={() => {
              process.run.value = null;
            }}
          />
        }
      >
        <div className="process-run-bar" role="toolbar" aria-label={text('studio.bpmn.simulation', 'Simulation')}>
          <ToolButton
            icon="refresh"
            label={text('studio.bpmn.restart', 'From the beginning')}
            onClick={() => again(run.variables, [], 0)}
          />
          <ToolButton
            icon="chevron-right"
            label={text('studio.bpmn.step', 'One step')}
            disabled={isAtEnd(run)}
            onClick={() => {
              process.run.value = stepOn(run);
            }}
          />
          <ToolButton
            icon="player-play"
            label={text('studio.bpmn.toNextWait', 'To where something waits')}
            disabled={isAtEnd(run)}
            onClick={() => {
              process.run.value = { ...run, shown: run.simulated.trace.length };
            }}
          />
          <ToolButton
            icon="test-pipe"
            label={text('studio.bpmn.keepAsTest', 'Keep as test case')}
            disabled={!isAtEnd(run)}
            onClick={keep}
          />
        </div>
        <p role="status" className="process-run-state">
          {isAtEnd(run) && outcome !== undefined
            ? text('studio.bpmn.instanceIs', 'The instance is {status}.', { status: statuses[outcome.status] })
            : text('studio.bpmn.stepOf', 'Step {shown} of {all}', { shown: run.shown, all: run.simulated.trace.length })}
        </p>
        {wrong === null && refused === undefined ? null : (
          <p className="process-found" data-tone="bad" role="alert">
            <Icon name="alert-circle" size={14} />
            <span>{wrong ?? refused}</span>
          </p>
        )}
        <VariablesField
          label={text('studio.bpmn.startVariables', 'Variables at the start')}
          value={run.variables}
          onKeep={(variables) => again(variables, run.steps)}
        />
      </Group>
      {isAtEnd(run) ? <Waits run={run} nameOfElement={nameOfElement} onTake={take} /> : null}
      <Incidents run={run} nameOfElement={nameOfElement} onTake={take} />
      <Group title={text('studio.bpmn.variables', 'Variables')}>
        <dl className="process-values">
          {Object.entries(variablesOf(run)).map(([name, value]) => (
            <div key={name}>
              <dt dir="ltr">{name}</dt>
              <dd dir="ltr">{JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      </Group>
    </div>
  );
}

interface PartProps {
  readonly run: ShownRun;
  nameOfElement(key: string): string;
  onTake(step: JsonValue): void;
}

/** What the world has to do, with what it can do. */
function Waits({ run, nameOfElement, onTake }: PartProps) {
  const text = useText();
  const waits = waitsOf(run);
  if (waits.length === 0) return null;
  return (
    <Group title={text('studio.bpmn.waiting', 'What waits')}>
      {waits.map(({ element, for: what, due, name = '' }) => {
        const label = nameOfElement(element);
        const act = (title: string, step: (variables: JsonObject) => JsonValue, withVariables = true) => (
          <WaitForm key={title} title={title} label={label} withVariables={withVariables} onDone={(variables) => onTake(step(variables))} />
        );
        return (
          <section key={`${element} ${what} ${name}`} className="process-wait">
            <h3>
              <bdi>{label}</bdi>
            </h3>
            {what === 'work' ? act(text('studio.bpmn.complete', 'Complete'), (variables) => ({ complete: element, variables })) : null}
            {what === 'work' ? act(text('studio.bpmn.fail', 'Fail'), () => ({ in: element, fail: 'simulated' }), false) : null}
            {what === 'message'
              ? act(text('studio.bpmn.sendMessage', 'Send {name}', { name }), (variables) => ({ message: name, variables }))
              : null}
            {what === 'signal'
              ? act(text('studio.bpmn.sendSignal', 'Signal {name}', { name }), (variables) => ({ signal: name, variables }))
              : null}
            {what === 'timer' && due !== undefined
              ? act(
                  text('studio.bpmn.letRing', 'Let it be {due}', { due: due.replace('T', ' ').replace(/(:00)?(\.\d+)?Z$/, '') }),
                  () => ({ time: due }),
                  false,
                )
              : null}
            {what === 'activation' ? act(text('studio.bpmn.activate', 'Start'), () => ({ activate: element }), false) : null}
            {what === 'conditional' ? (
              <p className="process-hint">{text('studio.bpmn.waitsForCondition', 'It goes on when its condition holds.')}</p>
            ) : null}
          </section>
        );
      })}
    </Group>
  );
}

function Incidents({ run, nameOfElement, onTake }: PartProps) {
  const text = useText();
  const incidents = run.simulated.outcomes.flatMap((outcome) => outcome.incidents);
  if (incidents.length === 0 || !isAtEnd(run)) return null;
  return (
    <Group title={text('studio.bpmn.incidents', 'Incidents')}>
      {incidents.map(({ element, code, message }) => (
        <section key={`${element} ${code}`} className="process-wait" data-tone="bad">
          <h3>
            <bdi>{nameOfElement(element)}</bdi>
          </h3>
          <p>{message}</p>
          <WaitForm
            title={text('studio.bpmn.resolve', 'Try again')}
            label={nameOfElement(element)}
            withVariables
            onDone={(variables) => onTake({ resolve: element, variables })}
          />
        </section>
      ))}
    </Group>
  );
}

interface WaitFormProps {
  readonly title: string;
  readonly label: string;
  readonly withVariables: boolean;
  onDone(variables: JsonObject): void;
}

/** A button, with the variables that come along. */
function WaitForm({ title, label, withVariables, onDone }: WaitFormProps) {
  const text = useText();
  const [written, setWritten] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const variables = written.trim() === '' ? {} : readVariables(written);
        setWrong(variables === null);
        if (variables !== null) onDone(variables);
      }}
    >
      {withVariables ? (
        <input
          type="text"
          dir="ltr"
          data-code=""
          spellCheck={false}
          placeholder={'{ "approved": true }'}
          aria-label={text('studio.bpmn.variablesFor', 'Variables of {name}', { name: label })}
          aria-invalid={isWrong || undefined}
          value={written}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
      ) : null}
      <button type="submit" className="process-act" aria-label={`${title}: ${label}`}>
        {title}
      </button>
    </form>
  );
}

interface VariablesFieldProps {
  readonly label: string;
  readonly value: JsonObject;
  onKeep(value: JsonObject): void;
}

/** Names and values as JSON; what is none stays there to be mended. */
export function VariablesField({ label, value, onKeep }: VariablesFieldProps) {
  const text = useText();
  const id = useId();
  const [written, setWritten] = useState<string | null>(null);
  const read = written === null ? value : readVariables(written);
  const keep = () => {
    if (written === null || read === null) return;
    setWritten(null);
    if (JSON.stringify(read) !== JSON.stringify(value)) onKeep(read);
  };
  return (
    <div className="process-setting">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        dir="ltr"
        data-code=""
        spellCheck={false}
        aria-invalid={read === null || undefined}
        value={written ?? (Object.keys(value).length === 0 ? '{}' : JSON.stringify(value, null, 1).replace(/\n\s*/g, ' '))}
        onChange={(event) => setWritten(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          keep();
        }}
      />
      {read === null ? (
        <p role="alert">{text('studio.bpmn.noJson', 'Write names and values as JSON: {example}', { example: '{ "amount": 1200 }' })}</p>
      ) : null}
    </div>
  );
}

/** Names and values from JSON; null where it is none. */
export function readVariables(written: string): JsonObject | null {
  try {
    const read: unknown = JSON.parse(written.trim() === '' ? '{}' : written);
    return isJsonObject(read) ? read : null;
  } catch {
    // It is being written.
    return null;
  }
}
