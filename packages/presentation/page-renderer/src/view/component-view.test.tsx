// @vitest-environment happy-dom
import type { SkinProps } from '@plinth/component-kit';
import { renderWithServices } from '@plinth/component-kit/testing';
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import type { ExpressionLanguage } from '../runtime/expressions.ts';
import { pagePlan, planComponent, testComponent, testLanguage, testPage } from '../testing.ts';
import { PageView } from './page-view.tsx';

const count = 300;
const names = Array.from({ length: count }, (_, index) => `n${index}`);

/** So many components on a page that they are drawn in groups; each says its own value of the state. */
async function manyWords() {
  const drawn: string[] = [];
  const word = testComponent('ui.word', ({ id, properties }: SkinProps) => {
    drawn.push(id);
    if (properties.text === 'broken') throw new Error('No such word.');
    return <i>{String(properties.text)}</i>;
  });
  const runtime = await testPage({
    language: testLanguage(),
    with: [word],
    plan: pagePlan({
      page: { state: Object.fromEntries(names.map((name) => [name, { type: 'string', initial: name }])) },
      components: names.map((name) => planComponent(name, 'ui.word', { properties: { text: `= state.${name}` } })),
    }),
  });
  const page = await renderWithServices(<PageView runtime={runtime} />);
  const said = () => [...page.container.querySelectorAll('i')].map((element) => element.textContent);
  return { runtime, page, said, drawn };
}

test('many components stand in the order of the plan, and only the one whose value changed is drawn again', async () => {
  const { runtime, page, said, drawn } = await manyWords();
  expect(said()).toEqual(names);
  drawn.length = 0;
  await act(async () => runtime.setState({ n123: 'other' }));
  expect(drawn).toEqual(['n123']);
  expect(said()).toEqual(names.with(123, 'other'));
  await page.unmount();
});

test('what fails in one component leaves all others as they were', async () => {
  const { runtime, page, said, drawn } = await manyWords();
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  drawn.length = 0;
  await act(async () => runtime.setState({ n7: 'broken' }));
  expect(new Set(drawn)).toEqual(new Set(['n7']));
  expect(said()).toEqual(names.toSpliced(7, 1));
  expect(page.container.querySelectorAll('[role="alert"]')).toHaveLength(1);
  told.mockRestore();
  await page.unmount();
});

test('components of a row stay when its values or its place change, and show what it is now', async () => {
  const rows = testComponent(
    'ui.rows',
    ({ properties, rowSlots }: SkinProps) =>
      (properties.rows as readonly Readonly<Record<string, unknown>>[]).map((row, index) => rowSlots.item?.(row, index)),
    { slots: { item: { label: 'Item', perRow: true } } },
  );
  const field = testComponent('ui.field', ({ id, properties }: SkinProps) => (
    <input id={id} title={`${properties.index}: ${properties.text}`} />
  ));
  const runtime = await testPage({
    language: testLanguage(),
    with: [rows, field],
    plan: pagePlan({
      page: { state: { rows: { type: 'list' } } },
      components: [
        planComponent('rows', 'ui.rows', { properties: { rows: '= state.rows' } }),
        planComponent('field', 'ui.field', { parent: 'rows', slot: 'item', properties: { text: '= row.text', index: '= index' } }),
      ],
    }),
  });
  runtime.setState({
    rows: [
      { id: 'a', text: 'one' },
      { id: 'b', text: 'two' },
    ],
  });
  const page = await renderWithServices(<PageView runtime={runtime} />);
  const inputs = () => [...page.container.querySelectorAll('input')];
  const second = inputs()[1];
  expect(inputs().map(({ title }) => title)).toEqual(['0: one', '1: two']);
  await act(async () =>
    runtime.setState({
      rows: [
        { id: 'b', text: 'changed' },
        { id: 'c', text: 'three' },
      ],
    }),
  );
  expect(inputs()[0]).toBe(second);
  expect(inputs().map(({ title }) => title)).toEqual(['0: changed', '1: three']);
  expect(new Set(inputs().map(({ id }) => id)).size).toBe(2);
  await page.unmount();
});

test('an expression that cannot be compiled, or fails at first, is told in place of its component, and can be tried again', async () => {
  let broken = true;
  const mended = (reason: string): string => {
    if (broken) throw new Error(reason);
    return 'mended';
  };
  const known = testLanguage({ early: { evaluate: () => 'mended' }, late: { evaluate: () => mended('It failed late.') } });
  const language: ExpressionLanguage = {
    ...known,
    expression(text) {
      if (text === 'early') mended('No such name.');
      return known.expression(text);
    },
  };
  const word = testComponent('ui.word', ({ properties }: SkinProps) => <i>{String(properties.text)}</i>);
  const runtime = await testPage({
    language,
    with: [word],
    plan: pagePlan({
      components: ['early', 'late', "'fine"].map((text, index) =>
        planComponent(`c${index}`, 'ui.word', { properties: { text: text.startsWith("'") ? text : `= ${text}` } }),
      ),
    }),
  });
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const page = await renderWithServices(<PageView runtime={runtime} />);
  expect([...page.container.querySelectorAll('[role="alert"] span')].map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('No such name.'),
    expect.stringContaining('It failed late.'),
  ]);
  expect([...page.container.querySelectorAll('i')].map(({ textContent }) => textContent)).toEqual(['fine']);
  broken = false;
  await act(async () => {
    for (const button of page.container.querySelectorAll('button')) button.click();
  });
  expect([...page.container.querySelectorAll('i')].map(({ textContent }) => textContent)).toEqual(['mended', 'mended', 'fine']);
  told.mockRestore();
  await page.unmount();
});

test('a changed plan is taken over in place, unless the names in scope changed', async () => {
  const word = testComponent('ui.word', ({ properties }: SkinProps) => <i>{String(properties.text)}</i>);
  const words = (first: string, second: string) => [
    planComponent('one', 'ui.word', { properties: { text: first } }),
    planComponent('two', 'ui.word', { properties: { text: second } }),
  ];
  const plan = pagePlan({ components: words('a', 'b') });
  const runtime = await testPage({ language: testLanguage(), with: [word], plan });
  const page = await renderWithServices(<PageView runtime={runtime} />);
  const said = () => [...page.container.querySelectorAll('i')].map((element) => element.textContent);
  let taken = false;
  await act(async () => {
    taken = runtime.update({ ...plan, components: words('a', 'c') });
  });
  expect([taken, said()]).toEqual([true, ['a', 'c']]);
  expect(runtime.update({ ...plan, page: { ...plan.page, state: { more: { type: 'string' } } } })).toBe(false);
  expect(said()).toEqual(['a', 'c']);
  await page.unmount();
});
