import { appOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { FailureBoundary, useSignalValue } from '@plinth/page-renderer';
import { go } from '@plinth/web-shell';
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { BottomDrawer, type DrawerTab } from '../drawer/bottom-drawer.tsx';
import { CommandPalette } from '../palette/command-palette.tsx';
import { searchRecords } from '../palette/search-records.ts';
import { FrameContext, isPhone, rememberedPanels } from '../panels/frame-panels.ts';
import { ResizeHandle } from '../panels/resize-handle.tsx';
import { WorkArea } from '../panels/work-area.tsx';
import { StateMessage } from '../parts/state-message.tsx';
import type { ArtefactView } from '../work/artefact-view.ts';
import { type Command, takesText } from '../work/command.ts';
import { Fetched } from '../work/fetched.tsx';
import { openedBy } from '../work/opened-by.ts';
import { placeOf } from '../work/studio-work.ts';
import { type ToolView, toolMark } from '../work/tool-view.ts';
import { useDefinition, useFromDefinition, useWork } from '../work/use-work.ts';
import { addressOf } from './address.ts';
import { ArtefactList } from './artefact-list.tsx';
import { Notices } from './notices.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

const mostFound = 40;

/** An open application: bars, panels, and the view of the artefact or the tool that the address names. */
export function Frame({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  const [panels] = useState(rememberedPanels);
  const left = useSignalValue(panels.left);
  const right = useSignalValue(panels.right);
  const bottom = useSignalValue(panels.bottom);
  const [tab, setTab] = useState<DrawerTab>('problems');
  const [palette, setPalette] = useState(false);
  const [kind, artefact, ...more] = rest;
  const { tool, view } = openedBy(rest, work.views, work.tools);
  const label = useFromDefinition((definition) => appOf(definition)?.label);
  const first = useFromDefinition((definition) => view?.list(definition)[0]?.id);
  const isThere = useFromDefinition(({ records }) => artefact !== undefined && records.get(artefact)?.kind === view?.kind);
  const open = isThere ? (artefact ?? null) : null;
  useEffect(() => {
    if (kind !== toolMark && artefact === undefined && first !== undefined) work.open(first);
  }, [kind, artefact, first, work]);
  const address = rest.join('/');
  // What was chosen in a panel is then what one wants to see.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each address
  useEffect(() => {
    if (isPhone()) panels.setLeft({ ...panels.left.peek(), open: false });
  }, [address]);
  const undo = () => stepped(work.session.store.undo());
  const redo = () => stepped(work.session.store.redo());
  const stepped = (refused: ReturnType<typeof work.session.store.undo>) => {
    if (refused !== null) work.say({ message: refused.refusal.message, hint: refused.refusal.hint, tone: 'bad' });
  };
  const openTool = useCallback(
    ({ key, ofArtefact }: ToolView) => work.openTool(key, ...(ofArtefact === true && open !== null ? [open] : [])),
    [work, open],
  );
  const toggle = (wanted: DrawerTab) => {
    const opens = !(bottom.open && tab === wanted);
    panels.setBottom({ ...bottom, open: opens });
    if (opens && isPhone()) {
      panels.setLeft({ ...panels.left.peek(), open: false });
      panels.setRight({ ...panels.right.peek(), open: false });
    }
    setTab(wanted);
  };
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const control = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (control && key === 'k') setPalette(true);
      else if (takesText(event.target)) return;
      else if (control && key === 'z' && !event.shiftKey) undo();
      else if (control && (key === 'y' || (key === 'z' && event.shiftKey))) redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  });
  const [errors, findings] = [useSignalValue(work.problems).length, useSignalValue(work.findings).length];
  const viewCommands = useSignalValue(work.viewCommands);
  const commands = useMemo((): readonly Command[] => {
    if (!palette) return [];
    const { store } = work.session;
    return [
      ...viewCommands(),
      ...work.views.flatMap((each) =>
        each.list(store.definition).map(({ id, label, icon, detail }) => ({
          id: `open-${id}`,
          title: `${label} ${detail}`,
          icon,
          run: () => work.open(id),
        })),
      ),
      ...work.tools.map((each) => ({
        id: `tool-${each.key}`,
        title: text(`studio.tool.${each.key}`, each.title),
        icon: each.icon,
        run: () => openTool(each),
      })),
      { id: 'undo', title: text('studio.undoPlain', 'Undo'), icon: 'arrow-back-up', keys: 'Ctrl Z', run: () => void store.undo() },
      { id: 'redo', title: text('studio.redoPlain', 'Redo'), icon: 'arrow-forward-up', keys: 'Ctrl Y', run: () => void store.redo() },
      {
        id: 'home',
        title: text('studio.allApplications', 'All applications'),
        icon: 'apps',
        run: () => go(`/studio/${encodeURIComponent(work.tenant)}`),
      },
    ];
  }, [palette, viewCommands, work, text, openTool]);
  const find = useCallback(
    (search: string): readonly Command[] =>
      searchRecords(work.session.store.definition, search, mostFound).flatMap(({ record, title, where }) => {
        const place = placeOf(work, work.session.store.definition, record.id);
        if (place === null) return [];
        const { label = '' } = place.view.list(work.session.store.definition).find(({ id }) => id === place.artefact) ?? {};
        const detail = [place.artefact === record.id ? '' : label, where].filter(Boolean).join(' · ');
        const run = () => work.open(place.artefact, place.artefact === record.id ? [] : [record.id]);
        return [
          { id: place.artefact === record.id ? `open-${record.id}` : `find-${record.id}`, title, detail, icon: place.view.icon, run },
        ];
      }),
    [work],
  );
  const artefacts = useMemo(() => (view === undefined ? null : <ArtefactList view={view} current={open} />), [view, open]);
  const framePanels = useMemo(() => ({ ...panels, artefacts }), [panels, artefacts]);
  return (
    <FrameContext value={framePanels}>
      <div className="studio-frame">
        <TopBar
          label={label ?? work.application}
          onUndo={undo}
          onRedo={redo}
          onPalette={() => setPalette(true)}
          onProblems={() => toggle('problems')}
        />
        <Rail
          views={work.views}
          tools={work.tools}
          current={tool ?? view}
          sideOpen={left.open}
          propertiesOpen={right.open}
          onView={(chosen) => {
            const [firstOf] = chosen.list(work.session.store.definition);
            if (chosen !== view)
              go(`${addressOf(work.tenant, work.application, work.branch)}/${chosen.kind}${firstOf === undefined ? '' : `/${firstOf.id}`}`);
          }}
          onTool={openTool}
          onSide={() => panels.toggle('left')}
          onProperties={() => panels.toggle('right')}
        />
        <div className="studio-columns">
          {tool !== undefined ? (
            <Opened key={tool.key} title={text(`studio.tool.${tool.key}`, tool.title)}>
              <Fetched of={tool} given={{ rest: more }} waiting={<Waiting />} />
            </Opened>
          ) : view === undefined || open === null ? (
            <NothingOpen view={view} missing={artefact !== undefined} />
          ) : (
            <Opened key={open} title={text(`studio.view.${view.kind}`, view.title)}>
              <Fetched of={view} given={{ artefact: open }} waiting={<Waiting />} />
            </Opened>
          )}
        </div>
        {bottom.open ? (
          <section className="studio-bottom" style={{ blockSize: bottom.size }} aria-label={text('studio.drawer', 'Problems and history')}>
            <ResizeHandle
              label={text('studio.resizeDrawer', 'Height of the drawer')}
              edge="top"
              size={bottom.size}
              smallest={120}
              largest={560}
              onSize={(size) => panels.setBottom({ ...bottom, size })}
            />
            <BottomDrawer
              tab={tab}
              problems={errors + findings}
              onTab={setTab}
              onClose={() => panels.setBottom({ ...bottom, open: false })}
            />
          </section>
        ) : null}
        <StatusBar shown={bottom.open ? tab : null} onToggle={toggle} />
        <Notices />
        {palette ? <CommandPalette commands={commands} find={find} onClose={() => setPalette(false)} /> : null}
      </div>
    </FrameContext>
  );
}

/** What fails, and what is fetched within it, is its own. */
function Opened({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <FailureBoundary title={title}>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </FailureBoundary>
  );
}

function Waiting() {
  return (
    <WorkArea side={null} properties={null}>
      <div className="studio-waiting" aria-busy="true" />
    </WorkArea>
  );
}

/** An application without an artefact of the kind, or an address of one that is not there. */
function NothingOpen({ view, missing }: { readonly view: ArtefactView | undefined; readonly missing: boolean }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const create = view?.create;
  const invited = view?.invitation;
  const make = () => {
    if (create === undefined) return;
    const made = create.make(definition);
    if (work.act(made.body, made.intent)) work.open(made.artefact);
  };
  return (
    <WorkArea side={null} properties={null}>
      {missing ? (
        <StateMessage icon="help" title={text('studio.gone', 'This is not there any more')}>
          {text('studio.goneHelp', 'It may have been removed, or the address is wrong. Choose another one in the left panel, or undo.')}
        </StateMessage>
      ) : (
        <StateMessage
          icon={view?.icon ?? 'wand'}
          title={invited === undefined ? text('studio.start', 'Begin with a page') : text(`studio.start.${view?.kind}`, invited.title)}
          action={create === undefined ? undefined : text(`studio.create.${view?.kind}`, create.title)}
          onAction={make}
        >
          {invited === undefined
            ? text('studio.startHelp', 'A page is what people of the application open. Put components on it, then publish.')
            : text(`studio.startHelp.${view?.kind}`, invited.help)}
        </StateMessage>
      )}
    </WorkArea>
  );
}
