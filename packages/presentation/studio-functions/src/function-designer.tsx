import './studio-functions.css';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { type ShownTab, TabList, tabId, useCommands, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useEffect, useId, useMemo, useState } from 'react';
import { debugKeys } from './debug/debug-keys.ts';
import { DebugPanel } from './debug/debug-panel.tsx';
import { CodeField } from './editor/code-field.tsx';
import { createFunctionWork, type FunctionWork, FunctionWorkContext } from './function-work.ts';
import { declaredTypes } from './language/declared-types.ts';
import type { SourceMistake } from './language/source-language.ts';
import { FunctionProperties } from './properties/function-properties.tsx';
import { MistakeList } from './run/mistake-list.tsx';
import { RunPanel } from './run/run-panel.tsx';
import { TestCases } from './run/test-cases.tsx';

type Tab = 'run' | 'debug' | 'tests' | 'mistakes';

/** A function, as makers write it. */
export function FunctionDesigner({ artefact }: { readonly artefact: string }) {
  const work = useWork();
  const made = useMemo(() => createFunctionWork(work, artefact), [work, artefact]);
  useEffect(
    () => () => {
      made.keepSource();
      made.debug.close();
    },
    [made],
  );
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
  const panel = useId();
  const running = useSignalValue(work.running);
  const debugging = useSignalValue(work.debug.state);
  const debuggerWanted = useSignalValue(work.debuggerWanted);
  useEffect(() => {
    if (debuggerWanted > 0) setTab('debug');
  }, [debuggerWanted]);
  useEffect(() => {
    // What had the focus may be gone, as the other tab is: then the keys are the debugger's all the same, and not the browser's.
    const press = (event: KeyboardEvent) => {
      if (event.target === document.body) debugKeys(event, work);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [work]);
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
      {
        id: 'function-debug',
        title: text('studio.debug.command', 'Debug the function'),
        icon: 'target',
        keys: 'F5',
        run: work.debugNow,
      },
    ],
    [work, text],
  );
  useCommands(commands);
  if (record === null) return null;
  const tabs: readonly ShownTab<Tab>[] = [
    { key: 'run', title: text('studio.function.runTab', 'Run') },
    { key: 'debug', title: text('studio.debug.tab', 'Debugger') },
    { key: 'tests', title: text('studio.function.testsTab', 'Test cases'), count: Object.keys(record.tests ?? {}).length },
    { key: 'mistakes', title: text('studio.function.mistakesTab', 'Problems'), count: mistakes?.length ?? 0, tone: 'bad' },
  ];
  return (
    <WorkArea side={null} properties={<FunctionProperties record={record} />}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the debugger hold wherever the focus is within */}
      <div className="studio-designer" onKeyDown={(event) => debugKeys(event, work)}>
        <CodeField work={work} source={record.source} world={world} onMistakes={setMistakes} />
        <section className="function-below" aria-label={text('studio.function.below', 'Runs and test cases')}>
          <div className="studio-designer-tabs">
            <TabList
              label={text('studio.function.below', 'Runs and test cases')}
              tabs={tabs}
              current={tab}
              panel={panel}
              onTab={(key) => setTab(key)}
            />
            <span className="studio-grow" />
            <button
              type="button"
              className="studio-act"
              aria-keyshortcuts="F5"
              aria-disabled={running || debugging !== 'idle' || undefined}
              onClick={() => work.debugNow()}
            >
              {text('studio.debug.begin', 'Debug')}
            </button>
            <button
              type="button"
              className="studio-act"
              data-primary=""
              disabled={running || debugging !== 'idle'}
              onClick={() => work.run()}
            >
              {running ? text('studio.function.running', 'Running…') : text('studio.function.runNow', 'Run')}
            </button>
          </div>
          <div role="tabpanel" id={panel} className="function-panel" aria-labelledby={tabId(panel, tab)}>
            {tab === 'run' ? (
              <RunPanel record={record} />
            ) : tab === 'debug' ? (
              <DebugPanel record={record} />
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
