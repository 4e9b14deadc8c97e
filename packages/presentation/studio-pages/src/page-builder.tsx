import './studio-pages.css';
import { childrenOf, recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import type { Canvas } from '@plinth/studio-canvas';
import { useDefinitionExpressions } from '@plinth/studio-expressions';
import { PanelSection, StateMessage, useCommands, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { PageData } from './data/page-data.tsx';
import { DragLabel } from './drag/drag-label.tsx';
import { Outline } from './outline/outline.tsx';
import { pageCommands } from './page-commands.ts';
import { pageKeys } from './page-keys.ts';
import { createPageWork, PageWorkContext } from './page-work.ts';
import { Palette } from './palette/palette.tsx';
import { KeptShell } from './plan/kept-shell.ts';
import { planOfPage, samplesOf } from './plan/plan-of-page.ts';
import { sampleParameters } from './plan/sample-parameters.ts';
import { useReleased } from './plan/use-released.ts';
import { BindingTypes } from './properties/binding-types.ts';
import { PropertiesPanel } from './properties/properties-panel.tsx';
import { Stage } from './stage/stage.tsx';
import { useComponentWords } from './words/use-component-words.ts';

/** A page, as makers build it. */
export function PageBuilder({ artefact }: { readonly artefact: string }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const page = useMemo(() => createPageWork(work, artefact), [work, artefact]);
  const keys = useMemo(() => pageKeys(page, text), [page, text]);
  const canvas = useSignalValue(page.canvas);
  const selection = useSignalValue(work.selection);
  const data = useSignalValue(page.data);
  const released = useReleased(artefact);
  const record = recordOf(definition, 'page', artefact);
  const language = useSignalValue(page.language);
  const [shells] = useState(() => new KeptShell(work));
  const shell = useMemo(() => shells.of(definition, released.shell, language), [shells, definition, released.shell, language]);
  const plan = useMemo(() => (record === null ? null : planOfPage(definition, record, released.plan)), [definition, record, released]);
  const names = useDefinitionExpressions().page(artefact);
  const types = useMemo(
    () => (names === null ? null : new BindingTypes(names, shell.entities, (name) => valueOn(canvas, name))),
    [names, shell.entities, canvas],
  );
  useEffect(() => {
    if (canvas === null || plan === null) return;
    const samples = samplesOf(work.session.store.definition, plan, data === 'samples' ? null : released.plan, shell);
    canvas.show({ plan, shell, samples, data, parameters: sampleParameters(plan.page) });
  }, [canvas, plan, shell, released, work, data]);
  useEffect(() => {
    // What is gone can no longer be selected.
    const there = selection.filter((id) => definition.records.get(id) !== undefined);
    if (there.length < selection.length) page.select(there);
  }, [definition, selection, page]);
  const told = useComponentWords();
  useCommands(useCallback(() => pageCommands(page, text, told), [page, text, told]));
  if (record === null || types === null) return null;
  const isEmpty = childrenOf(definition, artefact).length === 0;
  return (
    <PageWorkContext value={page}>
      <WorkArea
        side={
          <>
            <PanelSection name="outline" title={text('studio.outline', 'Outline')} grow>
              <Outline keys={keys} />
            </PanelSection>
            <PanelSection name="data" title={text('studio.pageData', 'Page and data')}>
              <PageData />
            </PanelSection>
            <PanelSection name="palette" title={text('studio.addComponents', 'Add')} grow>
              <Palette />
            </PanelSection>
          </>
        }
        properties={<PropertiesPanel types={types} />}
      >
        <Stage
          keys={keys}
          empty={
            isEmpty ? (
              <div className="stage-invitation">
                <StateMessage icon="wand" title={text('studio.emptyPage', 'This page is empty')}>
                  {text('studio.emptyPageHelp', 'Drag a component from the left onto it, or press one to add it. Ctrl K finds everything.')}
                </StateMessage>
              </div>
            ) : null
          }
        />
      </WorkArea>
      <DragLabel />
    </PageWorkContext>
  );
}

/** What a name of the page stands for on the canvas. */
function valueOn(canvas: Canvas | null, name: string): unknown {
  const json = canvas?.read(name) ?? null;
  return json === null ? undefined : JSON.parse(json);
}
