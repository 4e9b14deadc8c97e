import './studio-functions.css';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useCommands, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useEffect, useMemo, useState } from 'react';
import { CodeField } from './editor/code-field.tsx';
import { createFunctionWork, type FunctionWork, FunctionWorkContext } from './function-work.ts';
import { declaredTypes } from './language/declared-types.ts';
import type { SourceMistake } from './language/source-language.ts';
import { FunctionProperties } from './properties/function-properties.tsx';
import { MistakeList } from './run/mistake-list.tsx';
import { RunPanel } from './run/run-panel.tsx';
import { TestCases } from './run/test-cases.tsx';

type Tab = 'run' | 'tests' | 'mistakes';

/** A function, as makers write it. */
export function FunctionDesigner({ artefact }: { readonly artefact: string }) {
  const work = useWork();
  const made = useMemo(() => createFunctionWork(work, artefact), [work, artefact]);
  useEffect(() => () => made.keepSource(), [made]);
  return (
    <FunctionWorkContext value={made}>
      <OpenFunction key={artefact} work={made} />
    </FunctionWorkContext>
  );
}

function OpenFunction({ work }: { readonly work: FunctionWork }) {
  const text = useText();
  const definition = useDefinition();
  const record = work.record();
  const [mistakes, setMistakes] = useState<readonly SourceMistake[] | null>(null);
  const [tab, setTab] = useState<Tab>('run');
  const running = useSignalValue(work.running);
  const world = useMemo(() => (record === null ? '' : declaredTypes(definition, record)), [definition, record]);
  const commands = useMemo(
    () => [
      {
        id: 'function-run',
        title: text('studio.function.run', 'Run the function'),
        icon: 'player-play',
        keys: 'Ctrl Enter',
        run: work.run,
      },
    ],
    [work, text],
  );
  useCommands(commands);
  if (record === null) return null;
  const tabs: readonly { readonly tab: Tab; readonly title: string; readonly count?: number }[] = [
    { tab: 'run', title: text('studio.function.runTab', 'Run') },
    { tab: 'tests', title: text('studio.function.testsTab', 'Test cases'), count: Object.keys(record.tests ?? {}).length },
    { tab: 'mistakes', title: text('studio.function.mistakesTab', 'Problems'), count: mistakes?.length ?? 0 },
  ];
  return (
    <WorkArea side={null} properties={<FunctionProperties record={record} />}>
      <div className="studio-designer">
        <CodeField work={work} source={record.source} world={world} onMistakes={setMistakes} />
        <section className="function-below" aria-label={text('studio.function.below', 'Runs and test cases')}>
          <div className="studio-designer-tabs">
            <div role="tablist" aria-label={text('studio.function.below', 'Runs and test cases')}>
              {tabs.map(({ tab: each, title, count = 0 }, at) => (
                <button
                  key={each}
                  type="button"
                  role="tab"
                  className="studio-tab"
                  aria-selected={tab === each}
                  tabIndex={tab === each ? 0 : -1}
                  onClick={() => setTab(each)}
                  onKeyDown={(event) => {
                    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                    const next = step === 0 ? undefined : tabs[(at + step + tabs.length) % tabs.length];
                    if (next === undefined) return;
                    setTab(next.tab);
                    event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]')[tabs.indexOf(next)]?.focus();
                  }}
                >
                  {title}
                  {count > 0 ? (
                    <span className="studio-count" data-tone={each === 'mistakes' ? 'bad' : undefined}>
                      {count}
                    </span>
                  ) : null}
                </button>
              ))}
            </div>
            <span className="studio-grow" />
            <button type="button" className="function-run" disabled={running} onClick={() => work.run()}>
              {running ? text('studio.function.running', 'Running…') : text('studio.function.runNow', 'Run')}
            </button>
          </div>
          <div role="tabpanel" className="function-panel" aria-label={tabs.find((each) => each.tab === tab)?.title ?? ''}>
            {tab === 'run' ? (
              <RunPanel record={record} />
            ) : tab === 'tests' ? (
              <TestCases record={record} />
            ) : (
              <MistakeList mistakes={mistakes} />
            )}
          </div>
        </section>
      </div>
    </WorkArea>
  );
}
