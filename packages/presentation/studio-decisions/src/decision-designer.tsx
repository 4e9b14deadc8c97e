import './studio-decisions.css';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { Fetched, fetchAhead, PanelSection, TabList, useCommands, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useEffect, useMemo } from 'react';
import { CaseTable } from './cases/case-table.tsx';
import { decisionCommands } from './decision-commands.ts';
import { createDecisionWork, type DecisionTab, type DecisionWork, DecisionWorkContext } from './decision-work.ts';
import { DmnBar } from './dmn/dmn-bar.tsx';
import { ImportReport } from './dmn/import-report.tsx';
import { LogicView } from './logic-view.tsx';
import { ModelList } from './model/model-list.tsx';
import { ColumnSettings } from './properties/column-settings.tsx';
import { DecisionSettings } from './properties/decision-settings.tsx';
import { BackTest } from './records/back-test.tsx';
import { tableView } from './table/table-view.ts';

const requirementGraph = { load: async () => (await import('./graph/requirement-graph.tsx')).RequirementGraph };

const tabs: readonly { readonly tab: DecisionTab; readonly icon: string }[] = [
  { tab: 'logic', icon: 'table' },
  { tab: 'graph', icon: 'sitemap' },
  { tab: 'tests', icon: 'checklist' },
  { tab: 'records', icon: 'history' },
];

/** A decision, as makers write it. */
export function DecisionDesigner({ artefact }: { readonly artefact: string }) {
  const work = useWork();
  const decision = useMemo(() => createDecisionWork(work, artefact), [work, artefact]);
  useEffect(() => () => decision.close(), [decision]);
  return (
    <DecisionWorkContext value={decision}>
      <OpenDecision decision={decision} />
    </DecisionWorkContext>
  );
}

function OpenDecision({ decision }: { readonly decision: DecisionWork }) {
  const text = useText();
  const definition = useDefinition();
  const element = useSignalValue(decision.element);
  const tab = useSignalValue(decision.tab);
  const examination = useSignalValue(decision.examination);
  const run = useSignalValue(decision.run);
  const record = decision.record();
  const view = useMemo(() => tableView(definition, decision.id, element), [definition, decision.id, element]);
  const there = record !== null && (Object.hasOwn(record.decisions, element) || Object.hasOwn(record.knowledge, element));
  const first = record === null ? undefined : Object.keys(record.decisions)[0];
  useEffect(() => {
    // What somebody removed or renamed can no longer be shown.
    if (!there && first !== undefined && first !== element) decision.element.value = first;
  }, [there, first, element, decision]);
  const commands = useMemo(() => decisionCommands(decision, view, text), [decision, view, text]);
  useCommands(commands);
  if (record === null) return null;
  const titles: Readonly<Record<DecisionTab, string>> = {
    logic: element,
    graph: text('studio.tabGraph', 'Graph'),
    tests: text('studio.tabTests', 'Test cases'),
    records: text('studio.tabRecords', 'Records'),
  };
  const failing = examination?.tests.filter(({ passed }) => !passed).length ?? 0;
  return (
    <WorkArea
      side={
        <PanelSection name="decision-model" title={text('studio.model', 'Model')} grow>
          <ModelList />
        </PanelSection>
      }
      properties={
        <div className="decision-properties">
          {view !== null && tab === 'logic' ? <ColumnSettings view={view} /> : null}
          <DecisionSettings record={record} />
        </div>
      }
    >
      <div className="studio-designer">
        <div className="studio-designer-tabs">
          <TabList
            label={text('studio.decisionViews', 'Views of the decision')}
            tabs={tabs.map(({ tab: key, icon }) => ({
              ...{ key, icon, title: titles[key] },
              ...(key === 'tests' ? { count: failing, tone: 'bad' } : {}),
              ...(key === 'graph' ? { ahead: () => fetchAhead(requirementGraph) } : {}),
            }))}
            current={tab}
            onTab={(key) => {
              decision.tab.value = key;
            }}
          />
          <span className="studio-grow" />
          <DmnBar record={record} />
        </div>
        <ImportReport artefact={decision.id} />
        {run !== null && tab === 'logic' ? (
          <p className="decision-run" role="status">
            <Icon name="player-play" size={14} />
            <span>{text('studio.runShown', 'The rules show what {name} did.', { name: run.name })}</span>
            <button
              type="button"
              className="studio-link"
              onClick={() => {
                decision.tab.value = 'tests';
              }}
            >
              {text('studio.backToRun', 'Explanation')}
            </button>
            <button
              type="button"
              className="studio-link"
              onClick={() => {
                decision.run.value = null;
              }}
            >
              {text('studio.endRun', 'End the explanation')}
            </button>
          </p>
        ) : null}
        {tab === 'logic' ? (
          <LogicView key={element} record={record} view={view} element={element} />
        ) : tab === 'graph' ? (
          <Fetched of={requirementGraph} given={{ record }} waiting={<div className="studio-waiting" aria-busy="true" />} />
        ) : tab === 'tests' ? (
          <CaseTable />
        ) : (
          <BackTest record={record} />
        )}
      </div>
    </WorkArea>
  );
}
