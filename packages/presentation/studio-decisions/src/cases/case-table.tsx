import { Icon, useText } from '@plinth/component-kit';
import { answerOf } from '@plinth/decision-model';
import { type FeelType, types } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { StateMessage, ToolButton, useDraft } from '@plinth/studio-frame';
import { useState } from 'react';
import { useDecisionWork } from '../decision-work.ts';
import { addCase, removeCase, renameCase, setCaseInput, setExpected } from './case-edits.ts';
import { ExplanationView } from './explanation-view.tsx';
import { jsonOfText, textOfJson } from './json-text.ts';

/** The test cases of a decision: given, expected, and what comes out as the decision is now. */
export function CaseTable() {
  const text = useText();
  const decision = useDecisionWork();
  const examination = useSignalValue(decision.examination);
  const run = useSignalValue(decision.run);
  const record = decision.record();
  if (record === null) return null;
  const inputs = Object.keys(record.inputs);
  const cases = Object.entries(record.tests);
  const typeOf = (input: string): FeelType => examination?.inputs.get(input) ?? types.any;
  const resultType = examination?.elements.get(answerOf(record))?.type ?? types.any;
  const outcomes = new Map(examination?.tests.map((outcome) => [outcome.test, outcome]));
  const failed = examination?.tests.filter(({ passed }) => !passed).length ?? 0;
  const add = () => decision.edit(addCase(record).edit);
  if (cases.length === 0)
    return (
      <StateMessage
        icon="checklist"
        title={text('studio.noCases', 'No test cases yet')}
        action={text('studio.addCase', 'Add test case')}
        onAction={add}
      >
        {text(
          'studio.noCasesHelp',
          'A test case says what must come out for some inputs. It is run at every change, and again before publishing.',
        )}
      </StateMessage>
    );
  return (
    <div className="decision-cases">
      <div className="decision-table-bar" role="toolbar" aria-label={text('studio.cases', 'Test cases')}>
        <p role="status" data-tone={failed > 0 ? 'bad' : 'good'}>
          {failed > 0
            ? text('studio.casesFailed', '{failed} of {all} fail', { failed, all: cases.length })
            : text('studio.casesPassed', '{all, plural, one {The test case passes} other {All # test cases pass}}', { all: cases.length })}
        </p>
        <span className="studio-grow" />
        <ToolButton icon="plus" label={text('studio.addCase', 'Add test case')} onClick={add}>
          <span>{text('studio.addCase', 'Add test case')}</span>
        </ToolButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="decision-scroll" tabIndex={0} aria-label={text('studio.cases', 'Test cases')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('studio.outcome', 'Outcome')}</th>
              <th scope="col">{text('studio.caseName', 'Test case')}</th>
              {inputs.map((input) => (
                <th key={input} scope="col">
                  <bdi>{record.inputs[input]?.label ?? input}</bdi>
                </th>
              ))}
              <th scope="col" data-first="">
                {text('studio.expected', 'Expected')}
              </th>
              <th scope="col">{text('studio.result', 'What comes out')}</th>
              <th scope="col">
                <span className="studio-hidden">{text('studio.caseActions', 'Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {cases.map(([name, test]) => {
              const outcome = outcomes.get(name);
              const tone = outcome === undefined ? undefined : outcome.passed ? 'good' : 'bad';
              return (
                <tr key={name} data-tone={tone} data-shown={run?.name === name ? '' : undefined}>
                  <td>
                    {tone === undefined ? null : (
                      <Icon
                        name={tone === 'good' ? 'circle-check' : 'circle-x'}
                        size={16}
                        label={tone === 'good' ? text('studio.passes', 'passes') : text('studio.fails', 'fails')}
                      />
                    )}
                  </td>
                  <td>
                    <NameCell
                      label={text('studio.caseName', 'Test case')}
                      value={name}
                      onKeep={(to) => decision.edit(renameCase(record, name, to.trim()))}
                    />
                  </td>
                  {inputs.map((input) => (
                    <td key={input}>
                      <ValueCell
                        label={text('studio.caseInput', '{input} of {name}', { input, name })}
                        value={test.inputs[input] as JsonValue}
                        type={typeOf(input)}
                        onKeep={(value) => decision.edit(setCaseInput(record, name, input, value))}
                      />
                    </td>
                  ))}
                  <td data-first="">
                    <ValueCell
                      label={text('studio.caseExpected', 'Expected of {name}', { name })}
                      value={test.expect as JsonValue}
                      type={resultType}
                      onKeep={(value) => decision.edit(setExpected(record, name, value))}
                    />
                  </td>
                  <td className="decision-outcome">
                    {outcome === undefined ? null : outcome.passed ? (
                      text('studio.asExpected', 'as expected')
                    ) : (
                      <ul>
                        {outcome.problems.map((problem) => (
                          <li key={problem}>{problem}</li>
                        ))}
                        {outcome.differences.map(({ path, actual }) => (
                          <li key={path}>
                            {path === '' ? null : <code dir="ltr">{path}: </code>}
                            <code dir="ltr">{JSON.stringify(actual)}</code>
                          </li>
                        ))}
                      </ul>
                    )}
                  </td>
                  <td className="decision-acts">
                    <ToolButton
                      icon="player-play"
                      label={text('studio.explainCase', 'Explain {name}', { name })}
                      pressed={run?.name === name}
                      onClick={() => void decision.tryOut(name, test.inputs)}
                    />
                    <ToolButton
                      icon="trash"
                      label={text('studio.removeCase', 'Remove {name}', { name })}
                      onClick={() => decision.edit(removeCase(record, name))}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <ExplanationView />
    </div>
  );
}

interface NameCellProps {
  readonly label: string;
  readonly value: string;
  onKeep(value: string): void;
}

function NameCell({ label, value, onKeep }: NameCellProps) {
  return <input type="text" dir="auto" aria-label={label} {...useDraft(value, onKeep)} />;
}

interface ValueCellProps {
  readonly label: string;
  readonly value: JsonValue | undefined;
  readonly type: FeelType;
  onKeep(value: JsonValue): void;
}

/** A value by its type; what is none stays as it was written, and is told. */
function ValueCell({ label, value, type, onKeep }: ValueCellProps) {
  const text = useText();
  const [wrong, setWrong] = useState<string | null>(null);
  const draft = useDraft(textOfJson(value, type), (typed) => {
    const read = jsonOfText(typed, type);
    if ('wrong' in read) return setWrong(read.wrong);
    setWrong(null);
    onKeep(read.value);
  });
  return (
    <>
      <input
        type="text"
        dir="ltr"
        spellCheck={false}
        aria-label={label}
        aria-invalid={wrong !== null || undefined}
        placeholder="null"
        title={draft.value.length > 20 ? draft.value : undefined}
        {...draft}
      />
      {wrong === null ? null : <small role="alert">{text('studio.noValue', 'This is no {type}.', { type: wrong })}</small>}
    </>
  );
}
