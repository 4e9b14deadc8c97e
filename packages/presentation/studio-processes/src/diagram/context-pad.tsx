import { Icon, useText } from '@plinth/component-kit';
import { NodeToolbar, Position } from '@xyflow/react';
import type { ReactNode } from 'react';
import { type ArtefactShape, artefactId, shapeOf } from '../drawing/artefacts.ts';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { type ElementKind, isSubProcess, kindId } from '../drawing/element-kind.ts';
import { KindIcon } from '../drawing/kind-icon.tsx';
import { useKindNames } from '../drawing/kind-names.ts';
import { collapse } from '../edits/move-edits.ts';
import { appendNode } from '../edits/node-edits.ts';
import { splitLane } from '../edits/pool-edits.ts';
import { removeSelected } from '../edits/selection-edits.ts';
import { useProcessWork } from '../process-work.ts';

const appended: readonly ElementKind[] = [
  { type: 'userTask', trigger: null },
  { type: 'serviceTask', trigger: null },
  { type: 'exclusiveGateway', trigger: null },
  { type: 'intermediateCatchEvent', trigger: 'timer' },
  { type: 'endEvent', trigger: null },
];

/** What can be done with the element that is selected, beside it. */
export function ContextPad({ drawn, selection }: { readonly drawn: DrawnProcess; readonly selection: readonly string[] }) {
  const text = useText();
  const process = useProcessWork();
  const kindName = useKindNames();
  const [id = ''] = selection;
  const node = selection.length === 1 ? nodeOf(drawn, id) : null;
  const shape = selection.length === 1 ? shapeOf(drawn, id) : null;
  const remove = () => process.edit(removeSelected(process.definition(), drawn, [id]));
  if (shape !== null) return <ArtefactPad drawn={drawn} shape={shape} onRemove={remove} />;
  if (node === null || node.record === null) return null;
  const canLeave = node.node.type !== 'endEvent' && !('isEventSubProcess' in node.node && node.node.isEventSubProcess);
  const ask = (kind: 'append' | 'connect' | 'change' | 'rename') => () => {
    process.asking.value = { kind, node: node.id };
  };
  return (
    <NodeToolbar nodeId={node.id} isVisible position={Position.Top} align="start" offset={12} className="bpmn-pad" style={{ zIndex: 1001 }}>
      {canLeave
        ? appended.map((kind) => (
            <PadButton
              key={kindId(kind)}
              label={text('studio.bpmn.appendKind', 'Append: {kind}', { kind: kindName(kind) })}
              onClick={() => process.edit(appendNode(process.definition(), drawn, node, kind))}
            >
              <KindIcon kind={kind} size={18} />
            </PadButton>
          ))
        : null}
      {canLeave ? <PadButton icon="dots" label={text('studio.bpmn.appendMore', 'Append something else')} onClick={ask('append')} /> : null}
      {canLeave ? <PadButton icon="arrow-up-right" label={text('studio.bpmn.connect', 'Connect')} onClick={ask('connect')} /> : null}
      <PadButton icon="tool" label={text('studio.bpmn.changeType', 'Change the type')} onClick={ask('change')} />
      <PadButton icon="pencil" label={text('studio.bpmn.rename', 'Name it')} onClick={ask('rename')} />
      {isSubProcess(node.node) ? (
        <PadButton
          icon={node.isCollapsed ? 'square-rounded-plus' : 'minus'}
          label={node.isCollapsed ? text('studio.bpmn.expand', 'Show what is in it') : text('studio.bpmn.collapse', 'Hide what is in it')}
          onClick={() => process.edit(collapse(process.definition(), drawn, node))}
        />
      ) : null}
      <PadButton icon="trash" label={text('studio.bpmn.remove', 'Remove')} onClick={remove} />
    </NodeToolbar>
  );
}

interface ArtefactPadProps {
  readonly drawn: DrawnProcess;
  readonly shape: ArtefactShape;
  onRemove(): void;
}

/** The same for pools, lanes, notes, data and groups. */
function ArtefactPad({ drawn, shape, onRemove }: ArtefactPadProps) {
  const text = useText();
  const process = useProcessWork();
  const id = artefactId(shape.key);
  return (
    <NodeToolbar nodeId={id} isVisible position={Position.Top} align="start" offset={12} className="bpmn-pad" style={{ zIndex: 1001 }}>
      {shape.type === 'lane' || shape.type === 'group' ? null : (
        <PadButton
          icon="arrow-up-right"
          label={text('studio.bpmn.connect', 'Connect')}
          onClick={() => {
            process.asking.value = { kind: 'connect', node: id };
          }}
        />
      )}
      {shape.type === 'lane' ? (
        <PadButton
          icon="separator"
          label={text('studio.bpmn.splitLane', 'Split the lane')}
          onClick={() => process.edit(() => splitLane(drawn, shape))}
        />
      ) : null}
      <PadButton icon="trash" label={text('studio.bpmn.remove', 'Remove')} onClick={onRemove} />
    </NodeToolbar>
  );
}

interface PadButtonProps {
  readonly label: string;
  readonly icon?: string;
  readonly children?: ReactNode;
  onClick(): void;
}

function PadButton({ label, icon, children, onClick }: PadButtonProps) {
  return (
    <button type="button" className="studio-tool" title={label} aria-label={label} onClick={onClick}>
      {icon === undefined ? children : <Icon name={icon} size={16} />}
    </button>
  );
}
