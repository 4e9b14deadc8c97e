// @vitest-environment happy-dom
import type { CompositePlan, PagePlan } from '@plinth/api-contract';
import { type SkinProps, SlotContentContext } from '@plinth/component-kit';
import { renderWithServices } from '@plinth/component-kit/testing';
import { act, useContext } from 'react';
import { expect, test, vi } from 'vitest';
import { feelLanguage } from '../feel/feel-language.ts';
import { pagePlan, planComponent, testComponent, testPage } from '../testing.ts';
import { PageView } from './page-view.tsx';

const word = testComponent(
  'ui.word',
  ({ properties, events, id }: SkinProps) => (
    <button type="button" id={id} onClick={() => events.click?.({})}>
      {String(properties.text)}
    </button>
  ),
  {
    properties: { text: { label: 'Text', editor: 'text', bindable: true, feelType: 'string' } },
    events: { click: { label: 'Click', payload: 'any' } },
  },
);
const rows = testComponent(
  'ui.rows',
  ({ properties, rowSlots }: SkinProps) =>
    (properties.rows as readonly Readonly<Record<string, unknown>>[]).map((row, index) => rowSlots.item?.(row, index)),
  { slots: { item: { label: 'Item', perRow: true } } },
);
const slot = testComponent(
  'ui.slot',
  ({ slots }: SkinProps) => {
    const content = useContext(SlotContentContext);
    return content.children ?? slots.children;
  },
  { slots: { children: { label: 'Content' } } },
);

function composite(
  key: string,
  parts: Partial<Omit<CompositePlan, 'page'>> & { readonly page?: Partial<CompositePlan['page']> },
): CompositePlan {
  const { page, ...rest } = parts;
  return {
    components: [],
    queries: [],
    ...rest,
    page: { id: key, key, path: '', label: key, parameters: {}, state: {}, onOpen: [], composite: { events: {} }, ...page },
  };
}

/** Counts its clicks, says them with what it is given, and tells each. */
const counter = composite('counter', {
  page: {
    parameters: { title: 'string', step: 'number' },
    state: { count: { type: 'number', initial: 0 } },
    composite: { events: { counted: 'context<count: number>' } },
  },
  components: [
    planComponent('say', 'ui.word', {
      properties: { text: '{{ parameters.title }}: {{ state.count }}' },
      events: {
        click: [
          { do: 'setState', values: { count: '= state.count + parameters.step' } },
          { do: 'emit', event: 'counted', values: { count: '= state.count' } },
        ],
      },
    }),
  ],
});

async function show(plan: PagePlan) {
  const language = feelLanguage({ plan, entities: [], contract: () => undefined });
  const runtime = await testPage({ language, with: [word, rows, slot], plan });
  const page = await renderWithServices(<PageView runtime={runtime} />);
  const buttons = () => [...page.container.querySelectorAll('button')];
  return { runtime, page, buttons, said: () => buttons().map(({ textContent }) => textContent) };
}

test('a composite has its own state wherever it stands, follows what it is given and tells its events to the page', async () => {
  const { page, runtime, buttons, said } = await show(
    pagePlan({
      page: { state: { name: { type: 'string', initial: 'A' }, last: { type: 'number' } } },
      components: [
        planComponent('one', 'composite.counter', {
          properties: { title: '= state.name', step: 2 },
          events: { counted: [{ do: 'setState', values: { last: '= event.count * 10' } }] },
        }),
        planComponent('two', 'composite.counter', { properties: { title: 'B', step: '= state.last' } }),
        planComponent('last', 'ui.word', { properties: { text: '= string(state.last)' } }),
      ],
      composites: { counter },
    }),
  );
  expect(said()).toEqual(['A: 0', 'B: 0', 'null']);
  await act(async () => buttons()[0]?.click());
  expect(said()).toEqual(['A: 2', 'B: 0', '20']);
  await act(async () => buttons()[1]?.click());
  expect(said()).toEqual(['A: 2', 'B: 20', '20']);
  await act(async () => runtime.setState({ name: 'C' }));
  expect(said()).toEqual(['C: 2', 'B: 20', '20']);
  expect(new Set(buttons().map(({ id }) => id)).size).toBe(3);
  await page.unmount();
});

test('each row has its own, and its content stays part of the page around it', async () => {
  const box = composite('box', {
    page: { parameters: { title: 'string' } },
    components: [planComponent('title', 'ui.word', { properties: { text: '= parameters.title' } }), planComponent('slot', 'ui.slot')],
  });
  const { page, said } = await show(
    pagePlan({
      page: {
        state: { names: { type: 'list<context<name: string>>', initial: [{ name: 'Ada' }, { name: 'Bo' }] } },
        parameters: { title: 'string' },
      },
      components: [
        planComponent('rows', 'ui.rows', { properties: { rows: '= state.names' } }),
        planComponent('box', 'composite.box', { parent: 'rows', slot: 'item', properties: { title: '= row.name' } }),
        planComponent('inner', 'composite.box', { parent: 'box', properties: { title: '= "in " + row.name' } }),
        planComponent('text', 'ui.word', {
          parent: 'inner',
          properties: { text: '= (if parameters.title = null then "page " else "box ") + row.name' },
        }),
      ],
      composites: { box },
    }),
  );
  expect(said()).toEqual(['Ada', 'in Ada', 'page Ada', 'Bo', 'in Bo', 'page Bo']);
  await page.unmount();
});

test('what a composite becomes is seen wherever it stands; another contract opens the page anew', async () => {
  const plan = pagePlan({
    components: [planComponent('one', 'composite.counter', { properties: { title: 'A' } })],
    composites: { counter },
  });
  const { page, runtime, said } = await show(plan);
  const changed = composite('counter', {
    ...counter,
    components: [planComponent('say', 'ui.word', { properties: { text: '= "other " + parameters.title' } })],
  });
  await act(async () => void expect(runtime.update({ ...plan, composites: { counter: changed } })).toBe(true));
  expect(said()).toEqual(['other A']);
  const wider = composite('counter', { ...counter, page: { ...counter.page, parameters: { title: 'string' } } });
  expect(runtime.update({ ...plan, composites: { counter: wider } })).toBe(false);
  await page.unmount();
});

test('one that stands in itself is said to, and the rest of the page goes on', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const loop = composite('loop', { page: { label: 'Loop' }, components: [planComponent('again', 'composite.loop')] });
  const { page, said } = await show(
    pagePlan({
      components: [planComponent('loop', 'composite.loop'), planComponent('word', 'ui.word', { properties: { text: 'still here' } })],
      composites: { loop },
    }),
  );
  expect(page.container.textContent).toContain('The composite "Loop" stands in itself.');
  expect(said()).toContain('still here');
  told.mockRestore();
  await page.unmount();
});
