import '@xyflow/react/dist/base.css';
import '../studio-data.css';
import './entity-diagram.css';
import { recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { PanelSection, StateMessage, useCommands, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { addEntity } from '../definition/entity-edits.ts';
import { entityGraph } from '../definition/entity-graph.ts';
import { QuestionBar } from '../entity/question-bar.tsx';
import { type Question, QuestionContext } from '../entity/use-field-acts.ts';
import { FieldProperties } from '../properties/field-properties.tsx';
import { useEdit } from '../use-edit.ts';
import { DiagramProperties } from './diagram-properties.tsx';
import { DiagramSurface } from './diagram-surface.tsx';

/** All entities with what leads from one to another; `rest` names the one that is shown first. */
export function EntityDiagram({ rest }: { readonly rest: readonly string[] }) {
  const [question, setQuestion] = useState<Question | null>(null);
  return (
    <QuestionContext value={setQuestion}>
      <ReactFlowProvider>
        <Diagram first={rest[0]} question={question} onAnswered={() => setQuestion(null)} />
      </ReactFlowProvider>
    </QuestionContext>
  );
}

interface DiagramProps {
  readonly first: string | undefined;
  readonly question: Question | null;
  onAnswered(): void;
}

function Diagram({ first, question, onAnswered }: DiagramProps) {
  const text = useText();
  const work = useWork();
  const edit = useEdit();
  const flow = useReactFlow();
  const definition = useDefinition();
  const graph = useMemo(() => entityGraph(definition), [definition]);
  const selection = useSignalValue(work.selection);
  const selected = selection.at(-1) ?? '';
  const field = recordOf(definition, 'field', selected);
  const add = useMemo(
    () => () => {
      const made = addEntity(work.session.store.definition);
      if (edit(made)) work.selection.value = [made.entity];
    },
    [work, edit],
  );
  const show = (id: string) => {
    work.selection.value = [id];
    void flow.fitView({ nodes: [{ id }], maxZoom: 1, duration: 0, padding: 0.4 });
  };
  const commands = useMemo(
    () => [
      { id: 'diagram-add', title: text('studio.create.entity', 'New entity'), icon: 'plus', run: add },
      {
        id: 'diagram-fit',
        title: text('studio.showAll', 'Show everything'),
        icon: 'layout-grid',
        run: () => void flow.fitView({ padding: 0.1, maxZoom: 1 }),
      },
    ],
    [text, add, flow],
  );
  useCommands(commands);
  return (
    <WorkArea
      side={
        <PanelSection name="diagram-entities" title={text('studio.view.entity', 'Entities')} grow>
          <ul className="studio-artefacts">
            {graph.nodes.map(({ id, label, key }) => (
              <li key={id}>
                <button type="button" title={label} aria-current={id === selected ? 'page' : undefined} onClick={() => show(id)}>
                  <bdi>{label}</bdi>
                  <small>{key}</small>
                </button>
              </li>
            ))}
          </ul>
        </PanelSection>
      }
      properties={
        field === null ? (
          <DiagramProperties key={selected} definition={definition} graph={graph} selected={selected} />
        ) : (
          <FieldProperties key={field.id} definition={definition} field={field} />
        )
      }
    >
      <div className="data-designer">
        {question === null ? null : <QuestionBar question={question} onDone={onAnswered} />}
        {graph.nodes.length === 0 ? (
          <StateMessage
            icon="sitemap"
            title={text('studio.noEntities', 'There is no entity yet')}
            action={text('studio.create.entity', 'New entity')}
            onAction={add}
          >
            {text(
              'studio.diagramHelp',
              'Entities stand here with what leads from one to another. Draw from one to the next to refer to it.',
            )}
          </StateMessage>
        ) : (
          <DiagramSurface graph={graph} first={first} onAdd={add} />
        )}
      </div>
    </WorkArea>
  );
}
