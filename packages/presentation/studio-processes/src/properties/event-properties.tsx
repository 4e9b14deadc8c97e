import { useText } from '@plinth/component-kit';
import { type EventTrigger, isCronText, isTimerText } from '@plinth/process-model';
import { ToolButton } from '@plinth/studio-frame';
import type { TriggerKind } from '../drawing/element-kind.ts';
import { useTriggerNames } from '../drawing/kind-names.ts';
import { changeNamed, hasCode, type NamedKind, namedOf, referenceOf, setNamed } from '../edits/definition-edits.ts';
import { addTrigger, removeTrigger, setAttribute, setEventCondition, setTimer, setTriggerAttribute } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { useDefinitionNames } from './definition-names.ts';
import type { NodePropertiesProps } from './node-properties.tsx';
import { CheckSetting, ChoiceSetting, FeelSetting, Group, TextSetting } from './setting.tsx';
import { WebhookProperties } from './webhook-properties.tsx';

/** What an event waits for or brings about: each of its triggers. */
export function EventProperties({ drawn, node, scope }: NodePropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  const names = useTriggerNames();
  if (!('triggers' in node.node)) return null;
  const { triggers, type, isInterrupting, isParallelMultiple } = node.node;
  const [first] = triggers;
  const canGoOn = type === 'boundaryEvent' || (type === 'startEvent' && node.container !== null);
  if (first === undefined) return null;
  const mayHaveWebhook = type === 'startEvent' && node.container === null && triggers.some(({ kind }) => kind === 'message');
  const others = otherTriggers(node.node.type, triggers);
  const catches = type !== 'endEvent' && type !== 'intermediateThrowEvent';
  return (
    <>
      {triggers.map((trigger, number) => {
        const at = triggers.slice(0, number).filter(({ kind }) => kind === trigger.kind).length;
        const title = text('studio.bpmn.triggerTitle', 'Trigger: {trigger}', { trigger: names[trigger.kind] });
        return (
          <Group
            key={`${trigger.kind} ${at}`}
            title={title}
            action={
              triggers.length < 2 ? undefined : (
                <ToolButton
                  icon="trash"
                  label={text('studio.bpmn.removeTrigger', 'Remove this trigger: {trigger}', { trigger: names[trigger.kind] })}
                  onClick={() => process.edit(() => removeTrigger(drawn, node, { kind: trigger.kind, at }))}
                />
              )
            }
          >
            {number === 0 && canGoOn && trigger.kind !== 'error' && trigger.kind !== 'cancel' && trigger.kind !== 'compensation' ? (
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
            <TriggerProperties drawn={drawn} node={node} scope={scope} trigger={trigger} at={at} />
          </Group>
        );
      })}
      {others.length === 0 ? null : (
        <Group title={text('studio.bpmn.moreTriggers', 'More triggers')}>
          <ChoiceSetting
            label={text('studio.bpmn.addTrigger', 'Add a trigger')}
            value=""
            choices={[{ value: '', label: '…' }, ...others.map((kind) => ({ value: kind, label: names[kind] }))]}
            onChange={(kind) => process.edit(() => (kind === '' ? null : addTrigger(drawn, node, kind as TriggerKind)))}
          />
          {triggers.length > 1 && catches ? (
            <CheckSetting
              label={text('studio.bpmn.allTriggers', 'All of them must happen')}
              value={isParallelMultiple}
              onChange={(all) => process.edit(() => setAttribute(node, 'parallelMultiple', all ? 'true' : undefined))}
            />
          ) : null}
        </Group>
      )}
      {mayHaveWebhook || node.node.webhook !== null ? <WebhookProperties node={node} webhook={node.node.webhook ?? ''} /> : null}
    </>
  );
}

/** What an event may wait for or bring about besides: nothing beside what stands alone, such as links, terminate and compensation. */
function otherTriggers(type: string, triggers: readonly EventTrigger[]): readonly TriggerKind[] {
  const together: readonly TriggerKind[] =
    type === 'endEvent' || type === 'intermediateThrowEvent'
      ? ['message', 'signal', ...(type === 'endEvent' ? (['error'] as const) : []), 'escalation']
      : ['message', 'signal', 'timer', 'conditional'];
  return triggers.every(({ kind }) => together.includes(kind)) ? together : [];
}

interface TriggerPropertiesProps<Trigger = EventTrigger> extends NodePropertiesProps {
  readonly trigger: Trigger;
  /** Which of those of its kind it is. */
  readonly at: number;
}

function TriggerProperties({ drawn, node, scope, trigger, at }: TriggerPropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  switch (trigger.kind) {
    case 'timer':
      return <TimerProperties drawn={drawn} node={node} scope={scope} trigger={trigger} at={at} />;
    case 'message':
    case 'signal':
    case 'error':
    case 'escalation':
      return (
        <>
          <NamedProperties drawn={drawn} node={node} scope={scope} kind={trigger.kind} at={at} />
          {trigger.kind === 'message' ? (
            <FeelSetting
              label={text('studio.bpmn.correlation', 'Key that the message must have')}
              value={trigger.correlation?.text ?? ''}
              scope={scope}
              expects="any"
              onKeep={(written) => process.edit(() => setTriggerAttribute(drawn, node, 'message', 'plinth:correlationKey', written, at))}
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
          onKeep={(written) => process.edit(() => setEventCondition(drawn, node, written, at))}
        />
      );
    case 'link':
      return (
        <TextSetting
          label={text('studio.bpmn.linkName', 'Name of the link')}
          value={trigger.name}
          onKeep={(name) => process.edit(() => setTriggerAttribute(drawn, node, 'link', 'name', name, at))}
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
            onChange={(activity) => process.edit(() => setTriggerAttribute(drawn, node, 'compensation', 'activityRef', activity, at))}
          />
          <CheckSetting
            label={text('studio.bpmn.waitsForCompensation', 'Waits until it is compensated')}
            value={trigger.waits}
            onChange={(waits) =>
              process.edit(() => setTriggerAttribute(drawn, node, 'compensation', 'waitForCompletion', waits ? '' : 'false', at))
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
function NamedProperties({ drawn, node, kind, at }: NodePropertiesProps & { readonly kind: NamedKind; readonly at: number }) {
  const text = useText();
  const process = useProcessWork();
  const names = useDefinitionNames();
  const known = namedOf(drawn, kind);
  const reference = referenceOf(node.node, kind, at);
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
        onKeep={(name) => process.edit(() => setNamed(drawn, node, kind, name, at))}
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

function TimerProperties({ drawn, node, scope, trigger, at }: TriggerPropertiesProps<EventTrigger & { readonly kind: 'timer' }>) {
  const text = useText();
  const process = useProcessWork();
  const { form, expression } = trigger;
  const written = expression.text;
  const examples = { duration: 'PT1H', date: '2026-01-31T08:00:00Z', cycle: 'R3/PT10M' } as const;
  const isPlain = isTimerText(written) || isCronText(written);
  const keep = (next: string) => process.edit(() => setTimer(drawn, node, form, next.trim() === '' ? examples[form] : next, at));
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
          process.edit(() => setTimer(drawn, node, chosen as typeof form, isPlain ? examples[chosen as typeof form] : written, at))
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
