import './studio-processes.css';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { PanelSection, StateMessage, TabList, ToolButton, useCommands, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { ArtefactList } from './artefact-list.tsx';
import { BpmnBar } from './bpmn/bpmn-bar.tsx';
import { ImportReport } from './bpmn/import-report.tsx';
import { ProcessDiagram } from './diagram/process-diagram.tsx';
import { drawnProcess, isDrawn } from './drawing/drawn-process.ts';
import { ElementTree } from './element-tree.tsx';
import { processCommands } from './process-commands.ts';
import { createProcessWork, type ProcessTab, type ProcessWork, ProcessWorkContext } from './process-work.ts';
import { ProcessProperties } from './properties/process-properties.tsx';
import { ReplayTab } from './replay/replay-tab.tsx';
import { nextPlays, runProcess, tokensOf } from './simulation/shown-run.ts';
import { SimulationPanel } from './simulation/simulation-panel.tsx';
import { TestList, useTestOutcomes } from './simulation/test-list.tsx';
import { useProblems } from './use-problems.ts';

const tabs: readonly { readonly tab: ProcessTab; readonly icon: string }[] = [
  { tab: 'diagram', icon: 'sitemap' },
  { tab: 'tests', icon: 'checklist' },
  { tab: 'replay', icon: 'history' },
];

/** A process, as makers draw it. */
export function ProcessDesigner({ artefact }: { readonly artefact: string }) {
  const work = useWork();
  const process = useMemo(() => createProcessWork(work, artefact), [work, artefact]);
  return (
    <ProcessWorkContext value={process}>
      <ReactFlowProvider key={artefact}>
        <OpenProcess process={process} />
      </ReactFlowProvider>
    </ProcessWorkContext>
  );
}

function OpenProcess({ process }: { readonly process: ProcessWork }) {
  const text = useText();
  const definition = useDefinition();
  const tab = useSignalValue(process.tab);
  const run = useSignalValue(process.run);
  const selection = useSignalValue(process.work.selection);
  const found = useMemo(() => drawnProcess(definition, process.id), [definition, process.id]);
  const drawn = found !== null && isDrawn(found) ? found : null;
  const problems = useProblems(drawn);
  const outcomes = useTestOutcomes(drawn);
  const tokens = useMemo(() => (run === null ? null : tokensOf(run)), [run]);
  const plays = useMemo(() => Map.groupBy(run === null ? [] : nextPlays(run), ({ element }) => element), [run]);
  const simulate = useMemo(
    () => () => {
      if (drawn === null) return;
      const result = runProcess(process.definition(), drawn.record.key, { variables: {}, steps: [] });
      if (!result.ok) return process.work.say({ message: result.message, tone: 'bad' });
      process.run.value = result.run;
      process.tab.value = 'diagram';
    },
    [process, drawn],
  );
  const commands = useMemo(() => (drawn === null ? [] : processCommands(process, drawn, text, simulate)), [process, drawn, text, simulate]);
  useCommands(commands);
  if (found === null) return null;
  if (drawn === null)
    return (
      <WorkArea side={null}>
        <StateMessage icon="alert-triangle" title={text('studio.bpmn.cannotDraw', 'This process cannot be drawn')}>
          {isDrawn(found) ? '' : `${found.message} ${found.hint}`}
        </StateMessage>
      </WorkArea>
    );
  const titles: Readonly<Record<ProcessTab, string>> = {
    diagram: text('studio.bpmn.tabDiagram', 'Diagram'),
    tests: text('studio.tabTests', 'Test cases'),
    replay: text('studio.replay.title', 'Replay'),
  };
  const failing = outcomes.filter(({ passed }) => !passed).length;
  return (
    <WorkArea
      side={
        <>
          <PanelSection name="process-elements" title={text('studio.bpmn.palette', 'Elements')} grow>
            <ElementTree drawn={drawn} problems={problems} />
          </PanelSection>
          <ArtefactList drawn={drawn} />
        </>
      }
      properties={
        run === null ? (
          <ProcessProperties drawn={drawn} selection={selection} problems={problems} />
        ) : (
          <SimulationPanel drawn={drawn} run={run} selection={selection} />
        )
      }
    >
      <div className="studio-designer">
        <div className="studio-designer-tabs">
          <TabList
            label={text('studio.bpmn.views', 'Views of the process')}
            tabs={tabs.map(({ tab: key, icon }) => ({
              ...{ key, icon, title: titles[key] },
              ...(key === 'tests' ? { count: failing, tone: 'bad' } : {}),
            }))}
            current={tab}
            onTab={(key) => {
              process.tab.value = key;
            }}
          />
          <span className="studio-grow" />
          <ToolButton icon="player-play" label={text('studio.bpmn.simulate', 'Simulate')} pressed={run !== null} onClick={simulate}>
            <span>{text('studio.bpmn.simulate', 'Simulate')}</span>
          </ToolButton>
          <BpmnBar record={drawn.record} />
        </div>
        <ImportReport artefact={process.id} />
        {tab === 'diagram' ? (
          <ProcessDiagram drawn={drawn} problems={problems} tokens={tokens} plays={plays} />
        ) : tab === 'replay' ? (
          <ReplayTab drawn={drawn} />
        ) : (
          <TestList drawn={drawn} outcomes={outcomes} onSimulate={simulate} />
        )}
      </div>
    </WorkArea>
  );
}
