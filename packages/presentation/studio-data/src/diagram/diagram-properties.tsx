import { type Definition, recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import type { EntityGraph } from '../definition/entity-graph.ts';
import { addField } from '../definition/field-edits.ts';
import { EntityProperties } from '../properties/entity-properties.tsx';
import { Group } from '../properties/group.tsx';
import { useEdit } from '../use-edit.ts';

interface DiagramPropertiesProps {
  readonly definition: Definition;
  readonly graph: EntityGraph;
  readonly selected: string;
}

/** What is selected in the diagram, and what drawing does, for those who do not draw. */
export function DiagramProperties({ definition, graph, selected }: DiagramPropertiesProps) {
  const text = useText();
  const work = useWork();
  const edit = useEdit();
  const [target, setTarget] = useState('');
  const entity = recordOf(definition, 'entity', selected);
  if (entity === null) {
    return (
      <p className="data-note">
        {text(
          'studio.diagramChoose',
          'Choose an entity or a line. Draw from the point beside an entity’s name to another one to refer to it.',
        )}
      </p>
    );
  }
  const node = graph.nodes.find(({ id }) => id === target);
  return (
    <>
      <div className="data-properties">
        <Group title={text('studio.inDiagram', 'In the diagram')}>
          <div className="data-acts">
            <button type="button" className="studio-act" onClick={() => work.open(entity.id)}>
              {text('studio.openEntity', 'Open its fields')}
            </button>
          </div>
          {entity.source === undefined ? (
            <form
              className="data-refer"
              onSubmit={(event) => {
                event.preventDefault();
                if (node === undefined) return;
                const made = addField(definition, entity.id, { label: node.label, type: 'reference', target: node.id });
                if (edit({ ...made, selection: [entity.id] })) setTarget('');
              }}
            >
              <select
                aria-label={text('studio.referTo', 'Refer to')}
                value={target}
                onChange={(event) => setTarget(event.currentTarget.value)}
              >
                <option value="">{text('studio.referChoose', 'Refer to …')}</option>
                {graph.nodes.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </select>
              <button type="submit" className="studio-act" disabled={node === undefined}>
                {text('studio.addReference', 'Add reference')}
              </button>
            </form>
          ) : null}
        </Group>
      </div>
      <EntityProperties definition={definition} entity={entity} />
    </>
  );
}
