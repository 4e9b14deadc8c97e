import { Icon, useText } from '@plinth/component-kit';
import type { ChangeKind } from '@plinth/studio-frame';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import type { ComparedField, ComparedNode } from '../definition/compared-graph.ts';
import { fieldTypeInfo } from '../definition/field-type.ts';
import { mostFields } from './entity-card.tsx';

export type ComparedCardNode = Node<{ readonly entity: ComparedNode; readonly current: string; onChoose(record: string): void }, 'entity'>;

const icons: Readonly<Record<ChangeKind, string>> = { added: 'plus', changed: 'pencil', removed: 'minus' };

/** The fields that are drawn: all that differ, and of the others as many as a card has lines for, in their order. */
export function drawnFields({ fields }: ComparedNode): readonly ComparedField[] {
  let room = mostFields - fields.filter(({ change }) => change !== null).length;
  return fields.filter(({ change }) => change !== null || room-- > 0);
}

/** An entity with what became of it and of its fields. */
export function ComparedCard({ data: { entity, current, onChoose } }: NodeProps<ComparedCardNode>) {
  const drawn = drawnFields(entity);
  const rest = entity.fields.length - drawn.length;
  const text = useText();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list of changes does the same by keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className="diagram-card"
      data-origin={entity.origin}
      data-change={entity.change ?? undefined}
      data-selected={entity.id === current || undefined}
      onClick={() => onChoose(entity.id)}
    >
      <header>
        <Icon name={entity.icon} size={14} />
        <strong>
          <bdi>{entity.label}</bdi>
        </strong>
        {entity.change === null ? null : <Became kind={entity.change} />}
      </header>
      <ul>
        {drawn.map((field) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: as above
          <li
            key={field.id}
            data-change={field.change ?? undefined}
            data-current={field.id === current || undefined}
            data-required={field.required || undefined}
            onClick={(event) => {
              if (field.change === null) return;
              event.stopPropagation();
              onChoose(field.id);
            }}
          >
            <Icon name={fieldTypeInfo[field.type].icon} size={12} />
            <bdi>{field.label}</bdi>
            {field.change === null ? null : <Became kind={field.change} />}
            {field.type === 'reference' ? (
              <Handle type="source" id={field.id} position={Position.Right} isConnectable={false} className="diagram-end" />
            ) : null}
          </li>
        ))}
        {rest > 0 ? <li className="diagram-more">{text('studio.moreFields', '{count} more', { count: rest })}</li> : null}
      </ul>
      <Handle type="source" id="new" position={Position.Right} isConnectable={false} className="diagram-grip" />
      <Handle type="target" id="card" position={Position.Left} isConnectable={false} className="diagram-drop" />
    </div>
  );
}

function Became({ kind }: { readonly kind: ChangeKind }) {
  const text = useText();
  const words: Record<ChangeKind, string> = {
    added: text('studio.added', 'Added'),
    changed: text('studio.changed', 'Changed'),
    removed: text('studio.removed', 'Removed'),
  };
  return (
    <small className="diagram-became" data-kind={kind}>
      <Icon name={icons[kind]} size={10} />
      {words[kind]}
    </small>
  );
}
