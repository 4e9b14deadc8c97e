import { Icon, useText } from '@plinth/component-kit';
import { type JsonObject, PlinthError } from '@plinth/foundation';
import { modelOf, type ProcessTestOutcome, runProcessTests } from '@plinth/processes';
import { StateMessage, ToolButton, useDefinition, useDraft } from '@plinth/studio-frame';
import { useMemo } from 'react';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { useProcessWork } from '../process-work.ts';
import { runProcess } from './shown-run.ts';
import { changeTest, removeTest, renameTest } from './test-edits.ts';
import { VariablesField } from './variables-form.tsx';

/** How the test cases of a process go as it is now. */
export function useTestOutcomes(drawn: DrawnProcess | null): readonly ProcessTestOutcome[] {
  const definition = useDefinition();
  return useMemo(() => {
    if (drawn?.record.tests === undefined) return [];
    try {
      return runProcessTests(definition, modelOf(definition, drawn.record.key), drawn.record.tests);
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      return Object.keys(drawn.record.tests).map((test) => ({ test, passed: false, problems: [error.message] }));
    }
  }, [definition, drawn]);
}

interface TestListProps {
  readonly drawn: DrawnProcess;
  readonly outcomes: readonly ProcessTestOutcome[];
  onSimulate(): void;
}

/** The test cases of a process: what is given, what happens, and what must come of it. */
export function TestList({ drawn, outcomes, onSimulate }: TestListProps) {
  const text = useText();
  const process = useProcessWork();
  const tests = Object.entries(drawn.record.tests ?? {});
  const failed = outcomes.filter(({ passed }) => !passed).length;
  if (tests.length === 0)
    return (
      <StateMessage
        icon="checklist"
        title={text('studio.noCases', 'No test cases yet')}
        action={text('studio.bpmn.simulate', 'Simulate')}
        onAction={onSimulate}
      >
        {text(
          'studio.bpmn.noTestsHelp',
          'Simulate the process and keep what happened: it is run at every change, and again before publishing.',
        )}
      </StateMessage>
    );
  return (
    <section className="process-tests" aria-label={text('studio.cases', 'Test cases')}>
      <p role="status" data-tone={failed > 0 ? 'bad' : 'good'}>
        {failed > 0
          ? text('studio.casesFailed', '{failed} of {all} fail', { failed, all: tests.length })
          : text('studio.casesPassed', '{all, plural, one {The test case passes} other {All # test cases pass}}', { all: tests.length })}
      </p>
      <ul>
        {tests.map(([name, test]) => {
          const outcome = outcomes.find((each) => each.test === name);
          const replay = () => {
            const { steps = [], ...script } = test.script as { readonly steps?: readonly JsonObject[] } & JsonObject;
            const result = runProcess(process.definition(), drawn.record.key, {
              variables: test.variables as JsonObject,
              steps: steps as JsonObject[],
              script,
            });
            if (!result.ok) return process.work.say({ message: result.message, tone: 'bad' });
            process.run.value = result.run;
            process.tab.value = 'diagram';
          };
          return (
            <li key={name} data-tone={outcome?.passed === false ? 'bad' : 'good'}>
              <header>
                <Icon
                  name={outcome?.passed === false ? 'circle-x' : 'circle-check'}
                  size={16}
                  label={outcome?.passed === false ? text('studio.fails', 'fails') : text('studio.passes', 'passes')}
                />
                <NameField name={name} onKeep={(to) => process.edit(renameTest(drawn.record, name, to))} />
                <ToolButton
                  icon="player-play"
                  label={text('studio.bpmn.replay', 'Show {name} on the diagram', { name })}
                  onClick={replay}
                />
                <ToolButton
                  icon="trash"
                  label={text('studio.removeCase', 'Remove {name}', { name })}
                  onClick={() => process.edit(removeTest(drawn.record, name))}
                />
              </header>
              {outcome === undefined || outcome.passed ? null : (
                <ul className="process-test-problems">
                  {outcome.problems.map((problem) => (
                    <li key={problem}>{problem}</li>
                  ))}
                </ul>
              )}
              <VariablesField
                label={text('studio.bpmn.given', 'Given')}
                value={test.variables as JsonObject}
                onKeep={(value) => process.edit(changeTest(drawn.record, name, 'variables', value))}
              />
              <VariablesField
                label={text('studio.bpmn.when', 'When')}
                value={test.script as JsonObject}
                onKeep={(value) => process.edit(changeTest(drawn.record, name, 'script', value))}
              />
              <VariablesField
                label={text('studio.bpmn.then', 'Then')}
                value={test.expect as unknown as JsonObject}
                onKeep={(value) => process.edit(changeTest(drawn.record, name, 'expect', value))}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function NameField({ name, onKeep }: { readonly name: string; onKeep(name: string): void }) {
  const text = useText();
  return <input type="text" dir="auto" aria-label={text('studio.caseName', 'Test case')} {...useDraft(name, onKeep)} />;
}
