import { useText } from '@plinth/component-kit';
import type { ContextType } from '@plinth/expression';
import { type DrawnFlow, type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { renameFlow, setCondition, setDefault, setWay } from '../edits/flow-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { CheckSetting, FeelSetting, Group, TextSetting } from './setting.tsx';

interface FlowPropertiesProps {
  readonly drawn: DrawnProcess;
  readonly flow: DrawnFlow;
  readonly scope: ContextType;
}

/** A sequence flow: its name, and when it is taken. */
export function FlowProperties({ drawn, flow, scope }: FlowPropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  const source = nodeOf(drawn, flow.source)?.node;
  // Parallel and event-based gateways look at no condition.
  const canDecide =
    source !== undefined &&
    ('loop' in source || (source.type.endsWith('Gateway') && source.type !== 'parallelGateway' && source.type !== 'eventBasedGateway'));
  return (
    <Group title={text('studio.bpmn.flow', 'Flow')}>
      <TextSetting
        label={text('studio.bpmn.name', 'Name')}
        value={flow.flow.name}
        onKeep={(label) => process.edit(() => renameFlow(flow, label))}
      />
      {canDecide && !flow.isDefault ? (
        <FeelSetting
          label={text('studio.bpmn.condition', 'Condition')}
          value={flow.record?.condition ?? flow.flow.condition?.text ?? ''}
          scope={scope}
          expects="boolean"
          help={text('studio.bpmn.conditionHelp', 'It is taken where this is true.')}
          onKeep={(condition) => process.edit(() => setCondition(flow, condition))}
        />
      ) : null}
      {canDecide ? (
        <CheckSetting
          label={text('studio.bpmn.defaultFlow', 'Taken where no condition is true')}
          value={flow.isDefault}
          onChange={(isDefault) => process.edit(() => setDefault(drawn, flow, isDefault))}
        />
      ) : null}
      {(flow.record?.way?.length ?? 0) > 0 ? (
        <button type="button" className="studio-link" onClick={() => process.edit(() => setWay(flow, []))}>
          {text('studio.bpmn.straighten', 'Let the line find its own way')}
        </button>
      ) : null}
    </Group>
  );
}
