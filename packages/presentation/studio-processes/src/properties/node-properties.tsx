import { decisionsOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { ContextType } from '@plinth/expression';
import { callableElsewhere } from '@plinth/processes';
import { useDefinition } from '@plinth/studio-frame';
import type { DrawnNode, DrawnProcess } from '../drawing/drawn-process.ts';
import { isSubProcess, kindOf } from '../drawing/element-kind.ts';
import { KindIcon } from '../drawing/kind-icon.tsx';
import { useKindNames } from '../drawing/kind-names.ts';
import { namedOf, setNamed } from '../edits/definition-edits.ts';
import { collapse } from '../edits/move-edits.ts';
import { rename } from '../edits/node-edits.ts';
import { documentationOf, setActivation, setAttribute, setCompletion, setDocumentation, setScript } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { EventProperties } from './event-properties.tsx';
import { LoopProperties } from './loop-properties.tsx';
import { MappingProperties } from './mapping-properties.tsx';
import { RestProperties } from './rest-properties.tsx';
import { ServiceProperties } from './service-properties.tsx';
import { CheckSetting, ChoiceSetting, FeelSetting, Group, TextSetting } from './setting.tsx';
import { UserTaskProperties } from './user-task-properties.tsx';

export interface NodePropertiesProps {
  readonly drawn: DrawnProcess;
  readonly node: DrawnNode;
  readonly scope: ContextType;
}

/** An element, by what it is. */
export function NodeProperties({ drawn, node, scope }: NodePropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  const kindName = useKindNames();
  const kind = kindOf(node.node);
  if (node.record === null)
    return (
      <p className="process-hint">
        {text('studio.bpmn.notOurs', 'This element is kept as it was imported. It can be changed where it was drawn.')}
      </p>
    );
  const { record } = node;
  return (
    <>
      <Group
        title={kindName(kind)}
        action={
          <button
            type="button"
            className="studio-tool"
            title={text('studio.bpmn.changeType', 'Change the type')}
            aria-label={text('studio.bpmn.changeType', 'Change the type')}
            onClick={() => {
              process.asking.value = { kind: 'change', node: node.id };
            }}
          >
            <KindIcon kind={kind} size={18} />
          </button>
        }
      >
        <TextSetting
          label={text('studio.bpmn.name', 'Name')}
          value={node.node.name}
          onKeep={(label) => process.edit(() => rename({ id: node.id, record, type: node.node.type }, label))}
        />
        <TextSetting
          label={text('studio.bpmn.description', 'Description')}
          value={documentationOf(drawn, node)}
          long
          onKeep={(written) => process.edit(() => setDocumentation(drawn, node, written))}
        />
      </Group>
      {'triggers' in node.node ? <EventProperties drawn={drawn} node={node} scope={scope} /> : null}
      {'script' in node.node ? <TaskProperties drawn={drawn} node={node} scope={scope} /> : null}
      {node.node.type === 'callActivity' ? <CallProperties drawn={drawn} node={node} /> : null}
      {isSubProcess(node.node) ? <SubProcessProperties drawn={drawn} node={node} scope={scope} /> : null}
      {'activation' in node.node ? <GatewayProperties drawn={drawn} node={node} scope={scope} /> : null}
      {'loop' in node.node ? <LoopProperties drawn={drawn} node={node} scope={scope} /> : null}
      {'inputs' in node.node ? <MappingProperties drawn={drawn} node={node} scope={scope} /> : null}
      <RestProperties node={node} />
    </>
  );
}

/** What a task does, by its type. */
function TaskProperties({ drawn, node, scope }: NodePropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  const definition = useDefinition();
  const { node: task } = node;
  if (!('script' in task)) return null;
  const set = (name: string) => (value: string) => process.edit(() => setAttribute(node, name, value));
  const message = task.message === null ? '' : (namedOf(drawn, 'message').find(({ id }) => id === task.message)?.name ?? task.message);
  const result = (
    <TextSetting
      label={text('studio.bpmn.resultVariable', 'Result into variable')}
      value={task.resultVariable ?? ''}
      isCode
      help={text('studio.bpmn.resultHelp', 'Without one the entries of a result become variables.')}
      onKeep={set('plinth:resultVariable')}
    />
  );
  switch (task.type) {
    case 'userTask':
      return <UserTaskProperties drawn={drawn} node={node} task={task} scope={scope} />;
    case 'serviceTask':
      return <ServiceProperties drawn={drawn} node={node} task={task} scope={scope} />;
    case 'businessRuleTask':
      return (
        <Group title={text('studio.bpmn.decision', 'Decision')}>
          <ChoiceSetting
            label={text('studio.bpmn.decision', 'Decision')}
            value={task.decision ?? ''}
            choices={[
              { value: '', label: text('studio.bpmn.none', 'None') },
              ...decisionsOf(definition).map(({ key, label }) => ({ value: key, label: label || key })),
            ]}
            onChange={set('plinth:decision')}
          />
          {result}
        </Group>
      );
    case 'scriptTask':
      return (
        <Group title={text('studio.bpmn.script', 'Script')}>
          <FeelSetting
            label={text('studio.bpmn.script', 'Script')}
            value={task.script?.text ?? ''}
            scope={scope}
            expects="any"
            onKeep={(script) => process.edit(() => setScript(drawn, node, script))}
          />
          {result}
        </Group>
      );
    case 'sendTask':
    case 'receiveTask':
      return (
        <Group title={text('studio.bpmn.messageTitle', 'Message')}>
          <TextSetting
            label={text('studio.bpmn.messageName', 'Name of the message')}
            value={message}
            suggestions={namedOf(drawn, 'message').map(({ name }) => name)}
            onKeep={(name) => process.edit(() => setNamed(drawn, node, 'message', name))}
          />
          <FeelSetting
            label={text('studio.bpmn.correlation', 'Key that the message must have')}
            value={task.correlation?.text ?? ''}
            scope={scope}
            expects="any"
            onKeep={set('plinth:correlationKey')}
          />
        </Group>
      );
    default:
      return null;
  }
}

function CallProperties({ drawn, node }: Omit<NodePropertiesProps, 'scope'>) {
  const text = useText();
  const process = useProcessWork();
  const definition = useDefinition();
  if (node.node.type !== 'callActivity') return null;
  const others = callableElsewhere(definition, drawn.record.key);
  const ids = [...others.keys(), ...drawn.read.model.processes.map(({ id }) => id), ...drawn.read.model.globalTasks.map(({ id }) => id)];
  return (
    <Group title={text('studio.bpmn.called', 'Called process')}>
      <ChoiceSetting
        label={text('studio.bpmn.called', 'Called process')}
        value={node.node.called ?? ''}
        choices={[{ value: '', label: text('studio.bpmn.none', 'None') }, ...[...new Set(ids)].map((id) => ({ value: id, label: id }))]}
        onChange={(called) => process.edit(() => setAttribute(node, 'calledElement', called))}
      />
    </Group>
  );
}

function SubProcessProperties({ drawn, node, scope }: NodePropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  if (!('adHoc' in node.node)) return null;
  const { adHoc } = node.node;
  return (
    <Group title={text('studio.bpmn.subProcess', 'Sub-process')}>
      <CheckSetting
        label={text('studio.bpmn.expand', 'Show what is in it')}
        value={!node.isCollapsed}
        onChange={() => process.edit(() => collapse(process.definition(), drawn, node))}
      />
      {adHoc === null ? null : (
        <>
          <CheckSetting
            label={text('studio.bpmn.oneByOne', 'One after the other')}
            value={adHoc.isSequential}
            onChange={(isSequential) => process.edit(() => setAttribute(node, 'ordering', isSequential ? 'Sequential' : undefined))}
          />
          <FeelSetting
            label={text('studio.bpmn.completion', 'Done when')}
            value={adHoc.completion?.text ?? ''}
            scope={scope}
            expects="boolean"
            onKeep={(written) => process.edit(() => setCompletion(drawn, node, written))}
          />
          <CheckSetting
            label={text('studio.bpmn.cancelsRemaining', 'What still runs is cancelled then')}
            value={adHoc.cancelsRemaining}
            onChange={(cancels) => process.edit(() => setAttribute(node, 'cancelRemainingInstances', cancels ? undefined : 'false'))}
          />
        </>
      )}
    </Group>
  );
}

/** When a complex gateway goes on, and how an event-based one begins. */
function GatewayProperties({ drawn, node, scope }: NodePropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  if (node.node.type !== 'complexGateway' || !('activation' in node.node)) return null;
  return (
    <Group title={text('studio.bpmn.gateway', 'Gateway')}>
      <FeelSetting
        label={text('studio.bpmn.activation', 'Goes on when')}
        value={node.node.activation?.text ?? ''}
        scope={scope}
        expects="boolean"
        help={text('studio.bpmn.activationHelp', 'It knows {name}, and by the id of each flow that leads here how many tokens came.', {
          name: 'activationCount',
        })}
        onKeep={(written) => process.edit(() => setActivation(drawn, node, written))}
      />
    </Group>
  );
}
