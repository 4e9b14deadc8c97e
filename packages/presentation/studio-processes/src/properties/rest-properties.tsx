import { useText } from '@plinth/component-kit';
import { setRest } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import type { NodePropertiesProps } from './node-properties.tsx';
import { CheckSetting, Group } from './setting.tsx';

/** Where a token rests until what came before is kept. */
export function RestProperties({ node }: Pick<NodePropertiesProps, 'node'>) {
  const text = useText();
  const process = useProcessWork();
  const { isAsyncBefore, isAsyncAfter, type } = node.node;
  const isThrowing = type === 'endEvent' || type === 'intermediateThrowEvent';
  return (
    <Group title={text('studio.bpmn.rests', 'Rests')}>
      <CheckSetting
        label={text('studio.bpmn.restBefore', 'What came before is kept before it begins')}
        value={isAsyncBefore}
        onChange={(rests) => process.edit(() => setRest(node, 'asyncBefore', rests))}
      />
      {isThrowing ? null : (
        <CheckSetting
          label={text('studio.bpmn.restAfter', 'What it did is kept before it goes on')}
          value={isAsyncAfter}
          onChange={(rests) => process.edit(() => setRest(node, 'asyncAfter', rests))}
        />
      )}
    </Group>
  );
}
