import './studio-pages.css';
import { childrenOf, recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { PanelSection, StateMessage, useCommands, useFromDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useCallback, useMemo } from 'react';
import { PageData } from './data/page-data.tsx';
import { DragLabel } from './drag/drag-label.tsx';
import { Outline } from './outline/outline.tsx';
import { pageCommands } from './page-commands.ts';
import { pageKeys } from './page-keys.ts';
import { createPageWork, PageWorkContext } from './page-work.ts';
import { Palette } from './palette/palette.tsx';
import { useReleased } from './plan/use-released.ts';
import { TypedProperties } from './properties/typed-properties.tsx';
import { Stage } from './stage/stage.tsx';
import { useCanvasPage } from './stage/use-canvas-page.ts';
import { useComponentWords } from './words/use-component-words.ts';

/** A page, as makers build it. */
export function PageBuilder({ artefact }: { readonly artefact: string }) {
  const text = useText();
  const work = useWork();
  const page = useMemo(() => createPageWork(work, artefact), [work, artefact]);
  const keys = useMemo(() => pageKeys(page, text), [page, text]);
  useCanvasPage(page, useReleased(artefact));
  const isThere = useFromDefinition((definition) => recordOf(definition, 'page', artefact) !== null);
  const isEmpty = useFromDefinition((definition) => childrenOf(definition, artefact).length === 0);
  const told = useComponentWords();
  useCommands(useCallback(() => pageCommands(page, text, told), [page, text, told]));
  if (!isThere) return null;
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
        properties={<TypedProperties />}
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
