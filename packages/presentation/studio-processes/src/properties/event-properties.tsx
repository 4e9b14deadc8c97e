import { useText } from '@plinth/component-kit';
import { type EventTrigger, isTimerText } from '@plinth/process-model';
import { useTriggerNames } from '../drawing/kind-names.ts';
import { changeNamed, hasCode, type NamedKind, namedOf, referenceOf, setNamed } from '../edits/definition-edits.ts';
import { setAttribute, setEventCondition, setTimer, setTriggerAttribute } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { useDefinitionNames } from './definition-names.ts';
import type { NodePropertiesProps } from './node-properties.tsx';
import { CheckSetting, ChoiceSetting, FeelSetting, Group, TextSetting } from './setting.tsx';
import { WebhookProperties } from './webhook/webhook-properties.tsx';

/** What an event waits for or brings about. */
export function EventProperties({ drawn, node, scope }: NodePropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  const names = useTriggerNames();
  if (!('triggers' in node.node)) return null;
  const { triggers, type, isInterrupting } = node.node;
  const [trigger] = triggers;
  const canGoOn = type === 'boundaryEvent' || (type === 'startEvent' && node.container !== null);
  if (trigger === undefined) return null;
  const mayHaveWebhook = type === 'startEvent' && node.container === null && triggers.some(({ kind }) => kind === 'message');
  const properties = (
    <Group title={text('studio.bpmn.triggerTitle', 'Trigger: {trigger}', { trigger: names[trigger.kind] })}>
      {canGoOn && trigger.kind !== 'error' && trigger.kind !== 'cancel' && trigger.kind !== 'compensation' ? (
        <CheckSetting
          label={text('studio.bpmn.interrupts', 'Interrupts what it stands on')}
          value={isInterrupting}
          onChange={(interrupts) =>
            process.edit(() =>
              setAttribute(node, type === 'boundaryEvent' ? 'cancelActivity' : 'isInterrupting', interrupts ? undefined : 'false'),
            )
          }
        />
      ) : null}
      {triggers.length > 1 ? (
        <p className="process-hint">
          {text('studio.bpmn.severalTriggers', 'It has several triggers; only the first can be changed here.')}
        </p>
      ) : null}
      <TriggerProperties drawn={drawn} node={node} scope={scope} trigger={trigger} />
    </Group>
  );
  return mayHaveWebhook || node.node.webhook !== null ? (
    <>
      {properties}
      <WebhookProperties node={node} webhook={node.node.webhook ?? ''} />
    </>
  ) : (
    properties
  );
}

function TriggerProperties({ drawn, node, scope, trigger }: NodePropertiesProps & { readonly trigger: EventTrigger }) {
  const text = useText();
  const process = useProcessWork();
  switch (trigger.kind) {
    case 'timer':
      return <TimerProperties drawn={drawn} node={node} scope={scope} trigger={trigger} />;
    case 'message':
    case 'signal':
    case 'error':
    case 'escalation':
      return (
        <>
          <NamedProperties drawn={drawn} node={node} scope={scope} kind={trigger.kind} />
          {trigger.kind === 'message' ? (
            <FeelSetting
              label={text('studio.bpmn.correlation', 'Key that the message must have')}
              value={trigger.correlation?.text ?? ''}
              scope={scope}
              expects="any"
              onKeep={(written) => process.edit(() => setTriggerAttribute(drawn, node, 'message', 'plinth:correlationKey', written))}
            />
          ) : null}
        </>
      );
    case 'conditional':
      return (
        <FeelSetting
          label={text('studio.bpmn.condition', 'Condition')}
          value={trigger.condition.text}
          scope={scope}
          expects="boolean"
          onKeep={(written) => process.edit(() => setEventCondition(drawn, node, written))}
        />
      );
    case 'link':
      return (
        <TextSetting
          label={text('studio.bpmn.linkName', 'Name of the link')}
          value={trigger.name}
          onKeep={(name) => process.edit(() => setTriggerAttribute(drawn, node, 'link', 'name', name))}
        />
      );
    case 'compensation': {
      const activities = drawn.nodes.filter((other) => 'loop' in other.node && other.container === node.container);
      return node.node.type === 'boundaryEvent' ? null : (
        <>
          <ChoiceSetting
            label={text('studio.bpmn.compensated', 'Compensated activity')}
            value={trigger.activity ?? ''}
            choices={[
              { value: '', label: text('studio.bpmn.compensateAll', 'Everything that was done') },
              ...activities.map(({ key, node: { name } }) => ({ value: key, label: name === '' ? key : name })),
            ]}
            onChange={(activity) => process.edit(() => setTriggerAttribute(drawn, node, 'compensation', 'activityRef', activity))}
          />
          <CheckSetting
            label={text('studio.bpmn.waitsForCompensation', 'Waits until it is compensated')}
            value={trigger.waits}
            onChange={(waits) =>
              process.edit(() => setTriggerAttribute(drawn, node, 'compensation', 'waitForCompletion', waits ? '' : 'false'))
            }
          />
        </>
      );
    }
    default:
      return null;
  }
}

/** To which message, signal, error or escalation an event refers: one that is there, or a new one. */
function NamedProperties({ drawn, node, kind }: NodePropertiesProps & { readonly kind: NamedKind }) {
  const text = useText();
  const process = useProcessWork();
  const names = useDefinitionNames();
  const known = namedOf(drawn, kind);
  const reference = referenceOf(node.node, kind);
  const found = known.find(({ id }) => id === reference);
  return (
    <>
      <TextSetting
        label={names[kind].name}
        value={found?.name ?? reference ?? ''}
        suggestions={known.map(({ name }) => name)}
        help={
          node.node.type === 'boundaryEvent' && (kind === 'error' || kind === 'escalation')
            ? text('studio.bpmn.anyName', 'Without one every one is caught. A name that is new becomes one of the process.')
            : text('studio.bpmn.newName', 'A name that is new becomes one of the process.')
        }
        onKeep={(name) => process.edit(() => setNamed(drawn, node, kind, name))}
      />
      {found === undefined || !hasCode(kind) ? null : (
        <TextSetting
          label={names[kind].code}
          value={found.code ?? ''}
          isCode
          onKeep={(code) => process.edit(() => changeNamed(drawn, kind, found.id, 'code', code))}
        />
      )}
    </>
  );
}

function TimerProperties({
  drawn,
  node,
  scope,
  trigger,
}: NodePropertiesProps & { readonly trigger: EventTrigger & { readonly kind: 'timer' } }) {
  const text = useText();
  const process = useProcessWork();
  const { form, expression } = trigger;
  const written = expression.text;
  const examples = { duration: 'PT1H', date: '2026-01-31T08:00:00Z', cycle: 'R3/PT10M' } as const;
  const isPlain = isTimerText(written);
  const keep = (next: string) => process.edit(() => setTimer(drawn, node, form, next.trim() === '' ? examples[form] : next));
  return (
    <>
      <ChoiceSetting
        label={text('studio.bpmn.timerForm', 'Rings')}
        value={form}
        choices={[
          { value: 'duration', label: text('studio.bpmn.afterDuration', 'After a time') },
          { value: 'date', label: text('studio.bpmn.atDate', 'At a moment') },
          { value: 'cycle', label: text('studio.bpmn.inCycle', 'Again and again') },
        ]}
        onChange={(chosen) =>
          process.edit(() => setTimer(drawn, node, chosen as typeof form, isPlain ? examples[chosen as typeof form] : written))
        }
      />
      {isPlain ? (
        <TextSetting
          label={text('studio.bpmn.timerText', 'Time')}
          value={written}
          isCode
          placeholder={examples[form]}
          help={text('studio.bpmn.timerHelp', 'ISO 8601 such as {example}, or an expression.', { example: examples[form] })}
          onKeep={keep}
        />
      ) : (
        <FeelSetting label={text('studio.bpmn.timerText', 'Time')} value={written} scope={scope} expects="any" onKeep={keep} />
      )}
    </>
  );
}
