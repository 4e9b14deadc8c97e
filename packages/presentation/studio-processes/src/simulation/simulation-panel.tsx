import { Icon, useText } from '@plinth/component-kit';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { ToolButton } from '@plinth/studio-frame';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { kindOf } from '../drawing/element-kind.ts';
import { nameOf, useKindNames } from '../drawing/kind-names.ts';
import { useProcessWork } from '../process-work.ts';
import { Group } from '../properties/setting.tsx';
import { showRun } from './play-buttons.tsx';
import { PlayForms } from './play-forms.tsx';
import { PlayHistory } from './play-history.tsx';
import { expectationOf, isAtEnd, nextPlays, runProcess, type ShownRun, stepOn, takenBack, variablesOf } from './shown-run.ts';
import { addTest } from './test-edits.ts';
import { VariablesField } from './variables-form.tsx';

interface SimulationPanelProps {
  readonly drawn: DrawnProcess;
  readonly run: ShownRun;
  readonly selection: readonly string[];
}

/** A simulation: what goes on, what waits for somebody, the variables, and what happened. */
export function SimulationPanel({ drawn, run, selection }: SimulationPanelProps) {
  const text = useText();
  const process = useProcessWork();
  const kindName = useKindNames();
  const [outcome] = run.simulated.outcomes;
  const { key } = drawn.record;
  const nameOfElement = (element: string) => {
    const node = drawn.nodes.find((each) => each.key === element);
    return node === undefined ? element : nameOf(node.node, kindName(kindOf(node.node)));
  };
  const again = (variables: JsonObject, steps: readonly JsonValue[], shown?: number) =>
    showRun(process, runProcess(process.definition(), key, { variables, steps, script: run.script }, shown));
  const keep = () => {
    const { edit, name } = addTest(
      drawn.record,
      run,
      expectationOf(run, (element) => drawn.nodes.some((node) => node.key === element)),
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
  const variables = Object.entries(variablesOf(run));
  const incidents = run.simulated.outcomes.flatMap((each) => each.incidents);
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
            icon="arrow-back-up"
            label={text('studio.bpmn.takeBack', 'Take back the last')}
            disabled={run.steps.length === 0 && run.script.start === undefined}
            onClick={() => showRun(process, takenBack(process.definition(), key, run))}
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
            disabled={!isAtEnd(run) || outcome === undefined}
            onClick={keep}
          />
        </div>
        <p role="status" className="process-run-state">
          {!isAtEnd(run)
            ? text('studio.bpmn.stepOf', 'Step {shown} of {all}', { shown: run.shown, all: run.simulated.trace.length })
            : outcome === undefined
              ? text('studio.bpmn.notBegun', 'It begins by what its start events wait for.')
              : text('studio.bpmn.instanceIs', 'The instance is {status}.', { status: statuses[outcome.status] })}
        </p>
        {refused === undefined ? null : (
          <p className="process-found" data-tone="bad" role="alert">
            <Icon name="alert-circle" size={14} />
            <span>{refused}</span>
          </p>
        )}
        <VariablesField
          label={text('studio.bpmn.startVariables', 'Variables at the start')}
          value={run.variables}
          onKeep={(variables) => again(variables, run.steps)}
        />
      </Group>
      <PlayForms drawn={drawn} run={run} plays={nextPlays(run)} selection={selection} nameOfElement={nameOfElement} />
      {incidents.length === 0 || !isAtEnd(run) ? null : (
        <Group title={text('studio.bpmn.incidents', 'Incidents')}>
          {incidents.map(({ element, code, message }) => (
            <p key={`${element} ${code}`} className="process-found" data-tone="bad">
              <Icon name="alert-circle" size={14} />
              <span>
                <bdi>{nameOfElement(element)}</bdi>: {message}
              </span>
            </p>
          ))}
        </Group>
      )}
      <Group title={text('studio.bpmn.variables', 'Variables')}>
        {variables.length > 0 ? null : <p className="process-hint">{text('studio.run.noVariables', 'None is set.')}</p>}
        <dl className="process-values">
          {variables.map(([name, value]) => (
            <div key={name}>
              <dt dir="ltr">{name}</dt>
              <dd dir="ltr">{JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      </Group>
      <PlayHistory drawn={drawn} run={run} nameOfElement={nameOfElement} />
    </div>
  );
}
