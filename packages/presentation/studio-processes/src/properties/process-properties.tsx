import { Icon, useText } from '@plinth/component-kit';
import { settingsScope } from '@plinth/definition-expressions';
import { type ContextType, contextType, types } from '@plinth/expression';
import { variableNames } from '@plinth/process-model';
import { useDefinition } from '@plinth/studio-frame';
import { useMemo } from 'react';
import type { ElementProblems } from '../diagram/diagram-node.ts';
import { artefactId } from '../drawing/artefacts.ts';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { setProcess, setProcessAttribute, testVariables } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { ArtefactProperties } from './artefact-properties.tsx';
import { DefinitionList } from './definition-list.tsx';
import { FlowProperties } from './flow-properties.tsx';
import { NodeProperties } from './node-properties.tsx';
import { CheckSetting, Group, TextSetting } from './setting.tsx';

interface ProcessPropertiesProps {
  readonly drawn: DrawnProcess;
  readonly selection: readonly string[];
  readonly problems: ReadonlyMap<string, ElementProblems>;
}

/** What is selected, to be changed; the process itself where nothing is. */
export function ProcessProperties({ drawn, selection, problems }: ProcessPropertiesProps) {
  const text = useText();
  const scope = useProcessScope(drawn);
  const [first] = selection;
  const node = selection.length === 1 ? nodeOf(drawn, first ?? '') : null;
  const flow = selection.length === 1 ? drawn.flows.find(({ id }) => id === first) : undefined;
  const artefact = selection.length === 1 ? drawn.artefacts.find(({ key }) => artefactId(key) === first) : undefined;
  const found = selection.length > 1 ? undefined : problems.get(first ?? drawn.record.id);
  return (
    <div className="process-properties">
      {found === undefined ? null : (
        <p className="process-found" data-tone={found.isError ? 'bad' : 'warn'} role="status">
          <Icon name={found.isError ? 'alert-circle' : 'alert-triangle'} size={14} />
          <span>{found.words}</span>
        </p>
      )}
      {selection.length > 1 ? (
        <p className="process-hint">{text('studio.bpmn.manySelected', '{count} elements are selected', { count: selection.length })}</p>
      ) : node !== null ? (
        <NodeProperties key={node.id} drawn={drawn} node={node} scope={scope} />
      ) : artefact !== undefined ? (
        <ArtefactProperties key={artefact.key} drawn={drawn} artefact={artefact} />
      ) : flow !== undefined ? (
        <FlowProperties key={flow.id} drawn={drawn} flow={flow} scope={scope} />
      ) : (
        <WholeProcess drawn={drawn} scope={scope} />
      )}
    </div>
  );
}

/** The settings of the application and the variables that the process speaks of; others may come with whoever starts it. */
function useProcessScope(drawn: DrawnProcess): ContextType {
  const definition = useDefinition();
  return useMemo(() => {
    const names = [...drawn.read.model.processes.flatMap(variableNames), ...testVariables(drawn)];
    const variables = Object.fromEntries(names.map((name) => [name, types.any]));
    return contextType({ ...settingsScope(definition), ...variables }, { open: true });
  }, [drawn, definition]);
}

function WholeProcess({ drawn, scope }: { readonly drawn: DrawnProcess; readonly scope: ContextType }) {
  const text = useText();
  const process = useProcessWork();
  const { record } = drawn;
  const [model] = drawn.read.model.processes;
  const names = Object.keys(scope.entries);
  return (
    <>
      <Group title={text('studio.bpmn.process', 'Process')}>
        <TextSetting
          label={text('studio.bpmn.name', 'Name')}
          value={record.label}
          onKeep={(label) => process.edit(() => setProcess(record, 'label', label))}
        />
        <TextSetting
          label={text('studio.bpmn.description', 'Description')}
          value={record.description ?? ''}
          long
          onKeep={(description) => process.edit(() => setProcess(record, 'description', description))}
        />
        <TextSetting
          label={text('studio.bpmn.priority', 'Priority')}
          value={model === undefined || model.priority === 0 ? '' : String(model.priority)}
          placeholder="0"
          help={text('studio.bpmn.processPriorityHelp', 'From -100 to 100; where there is more to do than can be done, more comes first.')}
          onKeep={(priority) => process.edit(() => setProcessAttribute(drawn, 'plinth:priority', priority))}
        />
        <CheckSetting
          label={text('studio.bpmn.isExecutable', 'It runs, and is not only drawn')}
          value={model?.isExecutable ?? true}
          onChange={(runs) => process.edit(() => setProcessAttribute(drawn, 'isExecutable', String(runs)))}
        />
      </Group>
      <Group title={text('studio.bpmn.variables', 'Variables')}>
        {names.length === 0 ? (
          <p className="process-hint">
            {text('studio.bpmn.noVariables', 'No element names a variable yet. Forms, results and mappings do.')}
          </p>
        ) : (
          <ul className="process-variables">
            {names.map((name) => (
              <li key={name}>
                <code dir="ltr">{name}</code>
              </li>
            ))}
          </ul>
        )}
      </Group>
      <DefinitionList drawn={drawn} />
    </>
  );
}
