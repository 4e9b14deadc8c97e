import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { useReactFlow } from '@xyflow/react';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { arrange } from '../edits/move-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { wholeView } from './whole-view.ts';

/** Zooming and arranging, in the corner of the diagram. */
export function DiagramTools({ drawn }: { readonly drawn: DrawnProcess }) {
  const text = useText();
  const process = useProcessWork();
  const flow = useReactFlow();
  return (
    <div className="bpmn-tools">
      <ToolButton icon="zoom-in" label={text('studio.zoomIn', 'Zoom in')} onClick={() => void flow.zoomIn()} />
      <ToolButton icon="minus" label={text('studio.zoomOut', 'Zoom out')} onClick={() => void flow.zoomOut()} />
      <ToolButton icon="layout-grid" label={text('studio.showAll', 'Show everything')} onClick={() => void flow.fitView(wholeView)} />
      <ToolButton
        icon="wand"
        label={text('studio.bpmn.arrange', 'Arrange the diagram')}
        onClick={() => {
          process.edit(arrange(process.definition(), drawn));
          requestAnimationFrame(() => void flow.fitView(wholeView));
        }}
      />
    </div>
  );
}
