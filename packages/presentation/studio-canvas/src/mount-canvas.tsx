import './studio-canvas.css';
import type { CallTarget, CompositePlan, PagePlan } from '@plinth/api-contract';
import { directionOf, loadFonts, loadIcons, PlinthProvider } from '@plinth/component-kit';
import {
  createComponentCatalog,
  createRecordChanges,
  FailureBoundary,
  feelLanguage,
  type LoadComponent,
  neededComponents,
  PageRuntime,
  PageView,
  useSignalValue,
} from '@plinth/page-renderer';
import { pageNonce } from '@plinth/web-shell';
import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import { useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { type Canvas, type CanvasPage, canvasReady } from './canvas.ts';
import { canvasData } from './canvas-data.ts';
import { canvasDesign, PlacesContext } from './canvas-design.tsx';
import { InstancePlaces } from './instance-places.ts';

interface Opened {
  readonly page: CanvasPage;
  readonly runtime: PageRuntime | null;
  /** Why the page as a whole cannot be opened. */
  readonly failure: string | null;
}

/** Milliseconds that a page waits for its typeface and icons: with them it is drawn once, and it does not depend on them. */
const patience = 1000;

/** Makes this document a canvas, and gives it to the Studio around it. */
export function mountCanvas(root: Element, target: Required<CallTarget>, loadComponent: LoadComponent): void {
  const places = new InstancePlaces(root);
  const opened = signal<Opened | null>(null);
  const catalog = createComponentCatalog(loadComponent);
  const data = canvasData(target, () => opened.peek()?.page ?? null);
  const changes = createRecordChanges();
  const host = {
    pageAddress: () => '#',
    embedPage: () => null,
    navigate: () => undefined,
    openAddress: () => undefined,
    notify: () => undefined,
    confirm: async () => false,
  };
  const contract = (component: string) => catalog.component(component)?.metadata.ui;

  const open = (given: CanvasPage): Opened => {
    // What a page does on opening is for those who use it.
    const page = { ...given, plan: unopened(given.plan) };
    const before = opened.peek();
    const isSame = before?.page.shell === page.shell && before.page.data === page.data && before.page.plan.page.id === page.plan.page.id;
    if (isSame && before.runtime?.update(page.plan) === true) {
      return { page, runtime: before.runtime, failure: null };
    }
    const { plan, shell, parameters = {} } = page;
    try {
      const language = feelLanguage({ plan, entities: shell.entities, settingTypes: shell.settingTypes, contract });
      return {
        page,
        runtime: new PageRuntime({ plan, shell, parameters, language, components: catalog, data, host, changes, design: canvasDesign }),
        failure: null,
      };
    } catch (failure) {
      return { page, runtime: null, failure: failure instanceof Error ? failure.message : String(failure) };
    }
  };

  const drawnOnce = Promise.race([
    Promise.all([loadFonts(), loadIcons().catch(() => undefined)]),
    new Promise((resolve) => setTimeout(resolve, patience)),
  ]);
  /** Components that were asked for and answered, with something or with nothing. */
  const answered = new Set<string>();
  let wanted: CanvasPage | null = null;
  const canvas: Canvas = {
    show(page) {
      wanted = page;
      const missing = neededComponents(page.plan, opened.peek()?.page.plan).filter((id) => !answered.has(id));
      const draw = () => {
        for (const id of missing) answered.add(id);
        // Only the latest is drawn, once all that it needs is there.
        if (wanted === page) opened.value = open(page);
      };
      if (missing.length === 0) draw();
      else void Promise.all([catalog.load(missing), drawnOnce]).then(draw);
    },
    boxesOf: (instance) => places.boxesOf(instance),
    roomOf: (instance) => places.roomOf(instance),
    emptySlotBox: (instance) => places.emptySlotBox(instance),
    instanceAt(x, y) {
      const element = document.elementFromPoint(x - window.scrollX, y - window.scrollY);
      const children = childrenByParent(opened.peek()?.page.plan.components ?? []);
      return element === null ? null : places.instanceOf(element, (parent) => children.get(parent) ?? []);
    },
    direction: () => directionOf(opened.peek()?.page.shell.locale ?? 'en'),
    click(x, y) {
      const element = document.elementFromPoint(x - window.scrollX, y - window.scrollY);
      const control = element?.closest<HTMLElement>('button, a, [role="tab"], label, input');
      control?.click();
    },
    read(name) {
      const scope = opened.peek()?.runtime?.scope;
      return scope === undefined || !(name in scope) ? null : JSON.stringify(scope[name]);
    },
    open: (name) => opened.peek()?.runtime?.open(name, {}),
    onLayout(tell) {
      let frame: number | null = null;
      // Once a frame, in which the page is laid out anyway: to measure at each change would lay it out for each.
      const measure = () => {
        frame ??= requestAnimationFrame(() => {
          frame = null;
          tell(Math.ceil(root.getBoundingClientRect().height));
        });
      };
      const sizes = new ResizeObserver(measure);
      sizes.observe(root);
      const drawn = new MutationObserver(measure);
      drawn.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
      return () => {
        if (frame !== null) cancelAnimationFrame(frame);
        sizes.disconnect();
        drawn.disconnect();
      };
    },
  };

  createRoot(root).render(
    <PlacesContext value={places}>
      <CanvasDocument opened={opened} />
    </PlacesContext>,
  );
  window.frameElement?.dispatchEvent(new CustomEvent<Canvas>(canvasReady, { detail: canvas }));
}

function CanvasDocument({ opened }: { readonly opened: ReadonlySignal<Opened | null> }) {
  // Whatever stands in the provider is drawn again with it, so that only what surrounds pages may change it.
  const shell = useSignalValue(useMemo(() => computed(() => opened.value?.page.shell), [opened]));
  const content = useMemo(() => <OpenedPage opened={opened} />, [opened]);
  const inLanguage = shell === undefined ? {} : { theme: shell.theme, locale: shell.locale, direction: directionOf(shell.locale) };
  return (
    <PlinthProvider {...inLanguage} density="roomy" nonce={pageNonce}>
      {content}
    </PlinthProvider>
  );
}

function OpenedPage({ opened }: { readonly opened: ReadonlySignal<Opened | null> }) {
  const shown = useSignalValue(opened);
  return (
    <FailureBoundary title={shown?.page.plan.page.label ?? ''}>
      {shown === null ? null : shown.runtime === null ? <CannotOpen reason={shown.failure} /> : <ShownPage runtime={shown.runtime} />}
    </FailureBoundary>
  );
}

function ShownPage({ runtime }: { readonly runtime: PageRuntime }) {
  const tree = useSignalValue(runtime.tree);
  if (tree.some(({ plan }) => plan.component === 'ui.page')) return <PageView runtime={runtime} />;
  const { label, description } = runtime.plan.page;
  return (
    <div className="canvas-content">
      <h1 className="canvas-title">{label}</h1>
      {description ? <p className="canvas-text">{description}</p> : null}
      <PageView runtime={runtime} />
    </div>
  );
}

function CannotOpen({ reason }: { readonly reason: string | null }) {
  return (
    <div className="canvas-content">
      <p role="alert">{reason}</p>
    </div>
  );
}

/** A plan, also of its composites, that does nothing on opening. */
function unopened(plan: PagePlan): PagePlan {
  const { composites = {} } = plan;
  const quiet = <Plan extends CompositePlan>(each: Plan): Plan => ({ ...each, page: { ...each.page, onOpen: [] } });
  return { ...quiet(plan), composites: Object.fromEntries(Object.entries(composites).map(([key, each]) => [key, quiet(each)])) };
}

function childrenByParent(components: CanvasPage['plan']['components']): ReadonlyMap<string | null, readonly string[]> {
  const children = new Map<string | null, string[]>();
  for (const { id, parent } of components) {
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [id]);
    else known.push(id);
  }
  return children;
}
