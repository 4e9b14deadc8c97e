import { useText } from '@plinth/component-kit';
import type { LoopCharacteristics, ModelExpression } from '@plinth/process-model';
import { setAttribute, setLoop } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import type { NodePropertiesProps } from './node-properties.tsx';
import { CheckSetting, ChoiceSetting, FeelSetting, Group, TextSetting } from './setting.tsx';

type Standard = LoopCharacteristics & { readonly kind: 'standard' };
type Multiple = LoopCharacteristics & { readonly kind: 'multiInstance' };

const standard: Standard = { kind: 'standard', condition: null, isTestedBefore: false, maximum: 10 };
const multiple: Multiple = {
  kind: 'multiInstance',
  isSequential: false,
  cardinality: null,
  collection: feel('[]'),
  item: 'item',
  outputCollection: null,
  outputItem: null,
  isOutputOwn: false,
  completion: null,
  events: [],
};

/** Whether and how an activity is done more than once. */
export function LoopProperties({ drawn, node, scope }: NodePropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  if (!('loop' in node.node)) return null;
  const { loop, isForCompensation } = node.node;
  const set = (next: LoopCharacteristics | null) => process.edit(() => setLoop(drawn, node, next));
  const form = loop === null ? 'once' : loop.kind === 'standard' ? 'loop' : loop.isSequential ? 'sequential' : 'parallel';
  const many = loop?.kind === 'multiInstance' ? loop : multiple;
  return (
    <Group title={text('studio.bpmn.repetition', 'Repetition')}>
      <ChoiceSetting
        label={text('studio.bpmn.howOften', 'How often')}
        value={form}
        choices={[
          { value: 'once', label: text('studio.bpmn.once', 'Once') },
          { value: 'loop', label: text('studio.bpmn.loop', 'As long as a condition holds') },
          { value: 'sequential', label: text('studio.bpmn.sequential', 'For each, one after the other') },
          { value: 'parallel', label: text('studio.bpmn.parallel', 'For each, all at once') },
        ]}
        onChange={(chosen) =>
          set(chosen === 'once' ? null : chosen === 'loop' ? standard : { ...many, isSequential: chosen === 'sequential' })
        }
      />
      {loop?.kind === 'standard' ? (
        <>
          <FeelSetting
            label={text('studio.bpmn.loopCondition', 'Again while')}
            value={loop.condition?.text ?? ''}
            scope={scope}
            expects="boolean"
            onKeep={(written) => set({ ...loop, condition: feelOrNull(written) })}
          />
          <TextSetting
            label={text('studio.bpmn.maximum', 'At most')}
            value={loop.maximum === null ? '' : String(loop.maximum)}
            onKeep={(written) => set({ ...loop, maximum: /^\d{1,6}$/.test(written.trim()) ? Number(written) : null })}
          />
          <CheckSetting
            label={text('studio.bpmn.testedBefore', 'Asked before the first time')}
            value={loop.isTestedBefore}
            onChange={(isTestedBefore) => set({ ...loop, isTestedBefore })}
          />
        </>
      ) : null}
      {loop?.kind === 'multiInstance' ? (
        <>
          <FeelSetting
            label={text('studio.bpmn.collection', 'For each of')}
            value={loop.collection?.text ?? ''}
            scope={scope}
            expects="any"
            onKeep={(written) => set({ ...loop, collection: feelOrNull(written) })}
          />
          <TextSetting
            label={text('studio.bpmn.item', 'Called')}
            value={loop.item ?? ''}
            isCode
            onKeep={(item) => set({ ...loop, item: item.trim() || null })}
          />
          <TextSetting
            label={text('studio.bpmn.outputCollection', 'Results into list')}
            value={loop.outputCollection ?? ''}
            isCode
            onKeep={(list) => set({ ...loop, outputCollection: list.trim() || null })}
          />
          <TextSetting
            label={text('studio.bpmn.outputItem', 'Result of each')}
            value={loop.outputItem ?? ''}
            isCode
            onKeep={(item) => set({ ...loop, outputItem: item.trim() || null })}
          />
          <FeelSetting
            label={text('studio.bpmn.completion', 'Done when')}
            value={loop.completion?.text ?? ''}
            scope={scope}
            expects="boolean"
            onKeep={(written) => set({ ...loop, completion: feelOrNull(written) })}
          />
        </>
      ) : null}
      <CheckSetting
        label={text('studio.bpmn.forCompensation', 'Compensates another activity')}
        value={isForCompensation}
        onChange={(value) => process.edit(() => setAttribute(node, 'isForCompensation', value ? 'true' : undefined))}
      />
    </Group>
  );
}

function feel(text: string): ModelExpression {
  return { text, language: null };
}

function feelOrNull(text: string): ModelExpression | null {
  return text.trim() === '' ? null : feel(text);
}
