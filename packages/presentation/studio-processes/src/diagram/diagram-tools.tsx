import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { useReactFlow } from '@xyflow/react';
import type { ReactNode } from 'react';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { arrange } from '../edits/move-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { wholeView } from './whole-view.ts';

interface ViewToolsProps {
  /** How all of it is shown. */
  readonly whole: Parameters<ReturnType<typeof useReactFlow>['fitView']>[0];
  readonly children?: ReactNode;
}

/** Zooming, in the corner of a diagram. */
export function ViewTools({ whole, children }: ViewToolsProps) {
  const text = useText();
  const flow = useReactFlow();
  return (
    <div className="bpmn-tools">
      <ToolButton icon="zoom-in" label={text('studio.zoomIn', 'Zoom in')} onClick={() => void flow.zoomIn()} />
      <ToolButton icon="minus" label={text('studio.zoomOut', 'Zoom out')} onClick={() => void flow.zoomOut()} />
      <ToolButton icon="layout-grid" label={text('studio.showAll', 'Show everything')} onClick={() => void flow.fitView(whole)} />
      {children}
    </div>
  );
}

/** The same with arranging and finding, where it is drawn. */
export function DiagramTools({ drawn }: { readonly drawn: DrawnProcess }) {
  const text = useText();
  const process = useProcessWork();
  const flow = useReactFlow();
  return (
    <ViewTools whole={wholeView}>
      <ToolButton
        icon="wand"
        label={text('studio.bpmn.arrange', 'Arrange the diagram')}
        onClick={() => {
          process.edit(arrange(process.definition(), drawn));
          requestAnimationFrame(() => void flow.fitView(wholeView));
        }}
      />
      <ToolButton
        icon="search"
        label={text('studio.bpmn.find', 'Find an element')}
        onClick={() => {
          process.asking.value = { kind: 'find' };
        }}
      />
    </ViewTools>
  );
}
