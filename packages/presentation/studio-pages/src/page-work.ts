import type { ApplicationShell } from '@plinth/api-contract';
import { componentsOf, type Definition, type RecordOf, recordOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { compositeComponents, compositeOfId } from '@plinth/page-plan';
import type { Canvas, CanvasData } from '@plinth/studio-canvas';
import type { StudioWork } from '@plinth/studio-frame';
import { type Signal, signal } from '@preact/signals-core';
import { createContext, useContext } from 'react';
import { type ComponentsById, wordingOf } from './component-titles.ts';
import { Drag } from './drag/drag.ts';
import { addComponent, type Edit, moveComponents, placeBehind } from './edits/edits.ts';
import { outermost, type Place } from './edits/place.ts';
import { type QuickStart, quickStart } from './starts/quick-start.ts';

/** What the parts of an open page's view share. */
export interface PageWork {
  readonly work: StudioWork;
  readonly page: string;
  readonly components: ComponentsById;
  readonly canvas: Signal<Canvas | null>;
  /** What surrounds the page on the canvas; null before the first time. */
  readonly shell: Signal<ApplicationShell | null>;
  /** Counts up whenever something on the canvas may stand elsewhere. */
  readonly layout: Signal<number>;
  /** With which data the page is looked at. */
  readonly data: Signal<CanvasData>;
  /** BCP 47 tag of the language the page is looked at in; empty for the one it is written in. */
  readonly language: Signal<string>;
  /** The instance whose text is edited on the canvas. */
  readonly editing: Signal<string | null>;
  readonly drag: Drag;
  definition(): Definition;
  /** Components of the page in their order. */
  order(): readonly string[];
  /** The selected components without those that stand in others of them. */
  chosen(): readonly string[];
  record(id: string): RecordOf<'component'> | null;
  metadata(id: string): ComponentMetadata | undefined;
  /** Does an edit and selects what it says; null does nothing. */
  edit(edit: Edit | null): void;
  /** Makes something of an entity at once. */
  start(entity: string, what: QuickStart, place: Place): void;
  select(ids: readonly string[]): void;
  /** Where something new goes: into the selected container, or behind the selected component, or at the end of the page. */
  nextPlace(): Place;
}

export const PageWorkContext = createContext<PageWork | null>(null);

export function usePageWork(): PageWork {
  const work = useContext(PageWorkContext);
  if (work === null) throw new Error('A part of the page view was shown outside of it.');
  return work;
}

export function createPageWork(work: StudioWork, page: string): PageWork {
  const definition = () => work.session.store.definition;
  const components = componentsOfApplication(work.components, definition);
  const wording = wordingOf(components);
  const order = () => componentsOf(definition(), page).map(({ id }) => id);
  const record = (id: string) => recordOf(definition(), 'component', id);
  const metadata = (id: string) => components.get(record(id)?.component ?? '');
  const select = (ids: readonly string[]) => {
    if (!sameIds(work.selection.peek(), ids)) work.selection.value = ids;
    work.session.show({ artefact: page, selection: [...ids] });
  };
  const edit = (made: Edit | null) => {
    if (made !== null && work.act(made.body, made.intent)) select(made.selection);
  };
  const start = (entity: string, what: QuickStart, place: Place) => {
    const on = recordOf(definition(), 'page', page);
    if (on !== null) edit(quickStart(definition(), on, entity, what, place));
  };
  const drag = new Drag((source, place) => {
    if (source.kind === 'start') return start(source.entity, source.start, place);
    if (source.kind === 'move') return edit(moveComponents(definition(), source.ids, place, wording));
    const component = components.get(source.component);
    if (component !== undefined) edit(addComponent(definition(), component, place));
  });
  return {
    work,
    page,
    components,
    canvas: signal<Canvas | null>(null),
    shell: signal<ApplicationShell | null>(null),
    layout: signal(0),
    data: signal<CanvasData>('live'),
    language: signal(''),
    editing: signal<string | null>(null),
    drag,
    definition,
    order,
    chosen: () => outermost(definition(), work.selection.peek(), order()),
    record,
    metadata,
    edit,
    start,
    select,
    nextPlace() {
      const last = record(work.selection.peek().at(-1) ?? '');
      if (last === null) return { parent: page, slot: 'children', before: null };
      const slot = mainSlot(components.get(last.component));
      if (slot !== undefined) return { parent: last.id, slot, before: null };
      return placeBehind(definition(), last);
    },
  };
}

/** The components of the registry, and the composites that the definition has at the moment. */
function componentsOfApplication(registered: readonly ComponentMetadata[], definition: () => Definition): ComponentsById {
  const known = new Map(registered.map((component) => [component.id, component] as const));
  const get = (id: string) => known.get(id) ?? compositeOfId(definition(), id);
  return {
    get,
    has: (id) => get(id) !== undefined,
    values: () => [...known.values(), ...compositeComponents(definition())].values(),
  };
}

/** The slot that takes what is put into a component; its other slots are reached by the outline. */
export function mainSlot(component: ComponentMetadata | undefined): string | undefined {
  return component?.ui?.slots.children === undefined ? undefined : 'children';
}

function sameIds(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && after.every((id, at) => id === before[at]);
}
