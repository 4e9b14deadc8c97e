import { Icon, useText } from '@plinth/component-kit';
import { ToolButton, useWork } from '@plinth/studio-frame';
import { Handle, type Node, type NodeProps, Position, useConnection } from '@xyflow/react';
import type { EntityNode } from '../definition/entity-graph.ts';
import { fieldTypeInfo } from '../definition/field-type.ts';
import type { CardSize } from './layout.ts';

export type CardNode = Node<{ readonly entity: EntityNode }, 'entity'>;

/** So many fields are drawn on a card. */
export const mostFields = 12;
const [cardWidth, headHeight, rowHeight] = [224, 38, 24];

/** How large a card is drawn, for the layout. */
export function cardSize({ fields }: EntityNode): CardSize {
  const rows = Math.min(fields.length, mostFields) + (fields.length > mostFields ? 1 : 0);
  return { width: cardWidth, height: headHeight + rows * rowHeight + 10 };
}

/** An entity with its fields; what is drawn from its edge to another card becomes a reference. */
export function EntityCard({ data: { entity }, selected }: NodeProps<CardNode>) {
  const text = useText();
  const work = useWork();
  const connecting = useConnection(({ inProgress }) => inProgress);
  const { id, label, icon, origin, fields } = entity;
  const shown = fields.slice(0, mostFields);
  return (
    <div className="diagram-card" data-origin={origin} data-selected={selected || undefined}>
      <header>
        <Icon name={icon} size={14} />
        <strong>
          <bdi>{label}</bdi>
        </strong>
        {origin === 'own' ? null : (
          <small>{origin === 'attached' ? text('studio.attached', 'Attached') : text('studio.ofModule', 'Module')}</small>
        )}
        {origin === 'module' ? null : (
          <span className="nodrag">
            <ToolButton
              icon="arrow-up-right"
              label={text('studio.openNamed', 'Open {name}', { name: label })}
              onClick={() => work.open(id)}
            />
          </span>
        )}
      </header>
      <ul>
        {shown.map((field) => (
          <li key={field.id} data-required={field.required || undefined}>
            <Icon name={fieldTypeInfo[field.type].icon} size={12} />
            <bdi>{field.label}</bdi>
            {field.type === 'reference' ? (
              <Handle type="source" id={field.id} position={Position.Right} isConnectable={false} className="diagram-end" />
            ) : null}
          </li>
        ))}
        {fields.length > mostFields ? (
          <li className="diagram-more">{text('studio.moreFields', '{count} more', { count: fields.length - mostFields })}</li>
        ) : null}
      </ul>
      <Handle
        type="source"
        id="new"
        position={Position.Right}
        className="diagram-grip"
        isConnectable={origin === 'own'}
        data-shown={origin === 'own' || undefined}
        title={text('studio.drawReference', 'Draw to another entity to refer to it')}
      />
      <Handle type="target" id="card" position={Position.Left} className="diagram-drop" data-open={connecting || undefined} />
    </div>
  );
}
