import { Icon, useText } from '@plinth/component-kit';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { ToolButton } from '@plinth/studio-frame';
import { useState } from 'react';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { kindOf } from '../drawing/element-kind.ts';
import { nameOf, useKindNames } from '../drawing/kind-names.ts';
import { useProcessWork } from '../process-work.ts';
import { Group } from '../properties/setting.tsx';
import { expectationOf, isAtEnd, runProcess, type ShownRun, stepOn, variablesOf, waitsOf } from './shown-run.ts';
import { addTest } from './test-edits.ts';
import { ActForm, VariablesField } from './variables-form.tsx';

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
          <ActForm key={title} title={title} label={label} withVariables={withVariables} onDone={(variables) => onTake(step(variables))} />
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
          <ActForm
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
