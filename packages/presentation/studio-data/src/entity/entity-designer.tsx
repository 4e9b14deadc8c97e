import '../studio-data.css';
import { entitiesOf, fieldsOf, indexesOf, permissionsOf, recordOf, relationsOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { PanelSection, ToolButton, useCommands, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useEffect, useMemo, useRef, useState } from 'react';
import { FieldGrid, focusGrid } from '../grid/field-grid.tsx';
import { NewField } from '../grid/new-field.tsx';
import { PlanPreview } from '../plan/plan-preview.tsx';
import { EntityProperties } from '../properties/entity-properties.tsx';
import { FieldProperties } from '../properties/field-properties.tsx';
import { PermissionProperties } from '../roles/permission-properties.tsx';
import { PermissionTable, permissionRows } from '../roles/permission-table.tsx';
import { EntityTabs, type TabKey } from './entity-tabs.tsx';
import { IndexList } from './index-list.tsx';
import { QuestionBar } from './question-bar.tsx';
import { RelationList } from './relation-list.tsx';
import { useEntityCommands } from './use-entity-commands.ts';
import { type Question, QuestionContext } from './use-field-acts.ts';

/** An entity, as makers build it. */
export function EntityDesigner({ artefact }: { readonly artefact: string }) {
  const [question, setQuestion] = useState<Question | null>(null);
  return (
    <QuestionContext value={setQuestion}>
      <Designer artefact={artefact} question={question} onAnswered={() => setQuestion(null)} />
    </QuestionContext>
  );
}

interface DesignerProps {
  readonly artefact: string;
  readonly question: Question | null;
  onAnswered(): void;
}

function Designer({ artefact, question, onAnswered }: DesignerProps) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const selection = useSignalValue(work.selection);
  const [tab, setTab] = useState<TabKey>('fields');
  const entity = recordOf(definition, 'entity', artefact);
  const chosen = definition.records.get(selection.at(-1) ?? '');
  const chosenKind = chosen?.kind;
  const asked = useRef<Element | null>(null);
  useEffect(() => {
    // Whoever comes from elsewhere with something selected sees it.
    if (chosenKind === 'relation') setTab('relations');
    else if (chosenKind === 'index') setTab('indexes');
    else if (chosenKind === 'field') setTab('fields');
  }, [chosenKind]);
  useEffect(() => {
    if (question !== null) asked.current = document.activeElement;
  }, [question]);
  const offered = useEntityCommands(artefact, setTab);
  useCommands(offered);
  const roles = useMemo(() => permissionRows(definition, { entity: artefact }), [definition, artefact]);
  if (entity === null) return null;
  const own = chosen !== undefined && 'parent' in chosen && chosen.parent === artefact ? chosen : undefined;
  const permission = chosen?.kind === 'permission' && chosen.entity === artefact ? chosen : undefined;
  const counts = {
    fields: fieldsOf(definition, artefact).length,
    relations: relationsOf(definition, artefact).length,
    indexes: indexesOf(definition, artefact).length,
    permissions: permissionsOf(definition, artefact).length,
  };
  return (
    <WorkArea
      side={
        <PanelSection name="plan" title={text('studio.planTitle', 'What publishing changes')} grow>
          <PlanPreview entity={entity} />
        </PanelSection>
      }
      properties={
        own?.kind === 'field' ? (
          <FieldProperties key={own.id} definition={definition} field={own} />
        ) : permission !== undefined ? (
          <PermissionProperties key={permission.id} definition={definition} permission={permission} />
        ) : (
          <EntityProperties definition={definition} entity={entity} />
        )
      }
    >
      <div className="data-designer">
        <header className="data-title">
          <h1>
            <bdi>{entity.label.trim() === '' ? entity.key : entity.label}</bdi>
          </h1>
          <code>{entity.key}</code>
          {entity.source === undefined ? null : <span className="studio-tag">{text('studio.attached', 'Attached')}</span>}
          <span className="data-grow" />
          <ToolButton
            icon="sitemap"
            label={text('studio.showDiagram', 'Show in the diagram')}
            onClick={() => work.openTool('diagram', entity.id)}
          />
        </header>
        {question === null ? null : (
          <QuestionBar
            question={question}
            onDone={() => {
              onAnswered();
              if (asked.current instanceof HTMLElement && asked.current.isConnected) asked.current.focus();
              else requestAnimationFrame(focusGrid);
            }}
          />
        )}
        <EntityTabs current={tab} counts={counts} onTab={setTab}>
          {tab === 'fields' ? (
            <>
              <FieldGrid definition={definition} entity={artefact} />
              <NewField definition={definition} entity={artefact} onUp={focusGrid} />
              <p className="data-hint">
                {text(
                  'studio.gridHint',
                  'Enter writes in a cell, arrows move, Alt with arrows reorders, Ctrl D duplicates, Ctrl Delete removes.',
                )}
              </p>
            </>
          ) : tab === 'relations' ? (
            <RelationList definition={definition} entity={entity} entities={entitiesOf(definition)} />
          ) : tab === 'indexes' ? (
            <IndexList definition={definition} entity={entity} />
          ) : (
            <PermissionTable definition={definition} rows={roles} by="role" />
          )}
        </EntityTabs>
      </div>
    </WorkArea>
  );
}
