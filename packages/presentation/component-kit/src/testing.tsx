import type { ReactNode } from 'react';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { FormulaLanguage } from './formulas.ts';
import { PlinthProvider } from './plinth-provider.tsx';
import { type EntityDescription, type RenderServices, RenderServicesContext } from './services.ts';
import type { TaskServices } from './tasks.ts';

/** Refuses every formula. */
export const noFormulas: FormulaLanguage = {
  compile: () => {
    throw new Error('The test provides no formulas.');
  },
  number: () => null,
  toJson: () => null,
};

/** Tasks of which there are none; every part can be replaced. */
export function testTasks(parts: Partial<TaskServices> = {}): TaskServices {
  const refuse = (): never => {
    throw new Error('The test provides no such task.');
  };
  return {
    list: async () => ({ items: [], next: null }),
    count: async () => ({ mine: 0, open: 0, mineLater: 0, openLater: 0, overdue: 0 }),
    get: refuse,
    claim: refuse,
    release: refuse,
    delegate: refuse,
    change: refuse,
    complete: refuse,
    completeMany: refuse,
    comments: async () => ({ items: [], people: [] }),
    comment: refuse,
    attachments: async () => ({ items: [], limits: { types: [], bytes: 1_000_000 } }),
    attach: refuse,
    detach: refuse,
    attachmentAddress: (task, attachment) => `/${task}/${attachment}`,
    history: async () => [],
    explainAccess: refuse,
    listen: () => () => undefined,
    ...parts,
  };
}

/** Services that know the given entities and nothing else; every part can be replaced. */
function testServices(parts: Partial<RenderServices> & { readonly entities?: readonly EntityDescription[] } = {}): RenderServices {
  const { entities = [], ...rest } = parts;
  return {
    locale: 'en',
    direction: 'ltr',
    entity: (key) => entities.find((entity) => entity.key === key) ?? null,
    findReferences: async () => [],
    relatedRecords: async () => [],
    defaults: () => ({}),
    uploadFile: async (_entity, _field, file) => ({ id: 'file-1', name: file.name, size: file.size, mediaType: file.type }),
    fileAddress: (file) => `/files/${file.id}`,
    saveRecord: async (_entity, record) => ({
      id: record.id ?? 'new',
      version: (record.version ?? 0) + 1,
      title: 'Saved',
      ...record.values,
    }),
    pageAddress: (page) => `/${page}`,
    navigate: () => undefined,
    embedPage: (page) => page,
    tasks: testTasks(),
    validate: () => ({}),
    formulas: noFormulas,
    ...rest,
  };
}

export interface RenderedComponent {
  readonly container: HTMLElement;
  render(element: ReactNode): Promise<void>;
  unmount(): Promise<void>;
}

/** Renders in a DOM with the kit and a page's services around it, and waits until effects have run. */
export async function renderWithServices(
  element: ReactNode,
  options: { readonly services?: RenderServices; readonly locale?: string } = {},
): Promise<RenderedComponent> {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const services = options.services ?? testServices();
  const render = (child: ReactNode) =>
    act(async () =>
      root.render(
        <PlinthProvider colourScheme="light" locale={options.locale ?? 'en'}>
          <RenderServicesContext value={services}>{child}</RenderServicesContext>
        </PlinthProvider>,
      ),
    );
  await render(element);
  return {
    container,
    render,
    async unmount() {
      await act(async () => root.unmount());
      container.remove();
    },
  };
}
