import { tryFunction } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { isJsonObject, type JsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import { StateMessage, ToolButton, useDraft } from '@plinth/studio-frame';
import { useState } from 'react';
import { type FunctionWork, useFunctionWork } from '../function-work.ts';

type Test = NonNullable<RecordOf<'function'>['tests']>[string];
/** Null where it passes, else why it does not. */
type Outcomes = Readonly<Record<string, string | null>>;

/** The test cases that must pass before a function is published. Nothing outside of the function is there for them. */
export function TestCases({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const work = useFunctionWork();
  const [outcomes, setOutcomes] = useState<Outcomes>({});
  const [isRunning, setRunning] = useState(false);
  const tests = Object.entries(record.tests ?? {});
  const add = () => {
    let number = tests.length + 1;
    while (Object.hasOwn(record.tests ?? {}, `case ${number}`)) number++;
    const shown = work.shown.peek();
    const input = objectOf(work.input.peek());
    const made = shown?.ok === true ? { input, expect: JSON.parse(shown.text) as JsonValue } : { input };
    work.set(['tests'], { ...record.tests, [`case ${number}`]: made } as JsonObject, 'test cases');
  };
  const run = async () => {
    work.keepSource();
    const found = work.record();
    if (found === null) return;
    setRunning(true);
    const told: Record<string, string | null> = {};
    for (const [name, test] of Object.entries(found.tests ?? {})) told[name] = await outcomeOf(work, found, test);
    setOutcomes(told);
    setRunning(false);
  };
  const change = (name: string, test: Test | undefined, to = name) => {
    const entries = Object.entries(record.tests ?? {}).flatMap(([key, kept]) =>
      key !== name ? [[key, kept]] : test === undefined ? [] : [[to, test]],
    );
    setOutcomes({});
    return work.set(['tests'], entries.length === 0 ? undefined : (Object.fromEntries(entries) as JsonObject), 'test cases');
  };
  if (tests.length === 0)
    return (
      <StateMessage
        icon="checklist"
        title={text('studio.noCases', 'No test cases yet')}
        action={text('studio.addCase', 'Add test case')}
        onAction={add}
      >
        {text(
          'studio.function.noTestsHelp',
          'A test case says what must come out for an input. All must pass before the application is published.',
        )}
      </StateMessage>
    );
  const failed = Object.values(outcomes).filter((outcome) => outcome !== null).length;
  const isKnown = Object.keys(outcomes).length > 0;
  return (
    <div className="function-tests">
      <div className="function-tests-bar">
        <p role="status" data-tone={isKnown ? (failed > 0 ? 'bad' : 'good') : undefined}>
          {!isKnown
            ? ''
            : failed > 0
              ? text('studio.casesFailed', '{failed} of {all} fail', { failed, all: tests.length })
              : text('studio.casesPassed', '{all, plural, one {The test case passes} other {All # test cases pass}}', {
                  all: tests.length,
                })}
        </p>
        <span className="studio-grow" />
        <ToolButton icon="plus" label={text('studio.addCase', 'Add test case')} onClick={add}>
          <span>{text('studio.addCase', 'Add test case')}</span>
        </ToolButton>
        <ToolButton
          icon="player-play"
          label={text('studio.function.runTests', 'Run test cases')}
          disabled={isRunning}
          onClick={() => void run()}
        >
          <span>{text('studio.function.runTests', 'Run test cases')}</span>
        </ToolButton>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('studio.outcome', 'Outcome')}</th>
            <th scope="col">{text('studio.caseName', 'Test case')}</th>
            <th scope="col">{text('studio.function.input', 'Input as JSON')}</th>
            <th scope="col">{text('studio.expected', 'Expected')}</th>
            <th scope="col">{text('studio.function.fails', 'Or fails with')}</th>
            <th scope="col">{text('studio.caseActions', 'Actions')}</th>
          </tr>
        </thead>
        <tbody>
          {tests.map(([name, test]) => {
            const outcome = Object.hasOwn(outcomes, name) ? outcomes[name] : undefined;
            return (
              <tr key={name}>
                <td data-tone={outcome === undefined ? undefined : outcome === null ? 'good' : 'bad'}>
                  {outcome === undefined ? null : (
                    <>
                      <Icon
                        name={outcome === null ? 'circle-check' : 'circle-x'}
                        size={16}
                        label={outcome === null ? text('studio.passes', 'passes') : text('studio.fails', 'fails')}
                      />
                      {outcome === null ? null : <span dir="auto">{outcome}</span>}
                    </>
                  )}
                </td>
                <td>
                  <Cell
                    label={text('studio.caseName', 'Test case')}
                    value={name}
                    onKeep={(to) => to.trim() !== '' && !Object.hasOwn(record.tests ?? {}, to.trim()) && change(name, test, to.trim())}
                  />
                </td>
                <td>
                  <JsonCell
                    label={text('studio.caseInput', '{input} of {name}', { input: 'JSON', name })}
                    value={test.input as JsonValue}
                    onKeep={(input) => isJsonObject(input) && change(name, { ...test, input })}
                  />
                </td>
                <td>
                  <JsonCell
                    label={text('studio.caseExpected', 'Expected of {name}', { name })}
                    value={test.expect as JsonValue | undefined}
                    onKeep={(expect) => {
                      const { expect: _, fails: __, ...rest } = test;
                      return change(name, expect === undefined ? rest : { ...rest, expect });
                    }}
                  />
                </td>
                <td>
                  <Cell
                    label={text('studio.function.failsOf', 'What {name} fails with', { name })}
                    value={test.fails ?? ''}
                    onKeep={(fails) => {
                      const { expect: _, fails: __, ...rest } = test;
                      return change(name, fails.trim() === '' ? rest : { ...rest, fails: fails.trim() });
                    }}
                  />
                </td>
                <td>
                  <ToolButton
                    icon="trash"
                    label={text('studio.removeCase', 'Remove {name}', { name })}
                    onClick={() => change(name, undefined)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

async function outcomeOf(
  { work }: FunctionWork,
  { key, source, packages = {}, lock = {} }: RecordOf<'function'>,
  { input, expect, fails }: Test,
): Promise<string | null> {
  try {
    const { result } = await work.client.call(tryFunction, { tenant: work.tenant }, { name: key, source, input, packages, lock });
    const given = JSON.stringify(sorted(result));
    if (fails !== undefined) return given;
    return expect === undefined || given === JSON.stringify(sorted(expect)) ? null : given.slice(0, 200);
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return fails !== undefined && error.message.includes(fails) ? null : error.message;
  }
}

/** The order of an object's entries says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}

function objectOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function Cell({ label, value, onKeep }: { readonly label: string; readonly value: string; onKeep(value: string): unknown }) {
  return <input type="text" dir="auto" aria-label={label} {...useDraft(value, onKeep)} />;
}

interface JsonCellProps {
  readonly label: string;
  readonly value: JsonValue | undefined;
  /** Undefined where the cell was emptied. */
  onKeep(value: JsonValue | undefined): unknown;
}

/** JSON in a cell; what is none stays as it was written, and is told. */
function JsonCell({ label, value, onKeep }: JsonCellProps) {
  const text = useText();
  const [isWrong, setWrong] = useState(false);
  const draft = useDraft(value === undefined ? '' : JSON.stringify(value), (typed) => {
    try {
      const read = typed.trim() === '' ? undefined : (JSON.parse(typed) as JsonValue);
      setWrong(onKeep(read) === false);
    } catch {
      setWrong(true);
    }
  });
  return (
    <>
      <input type="text" dir="ltr" spellCheck={false} aria-label={label} aria-invalid={isWrong || undefined} {...draft} />
      {isWrong ? <small role="alert">{text('studio.function.wrongJson', 'This is no JSON that fits here.')}</small> : null}
    </>
  );
}
