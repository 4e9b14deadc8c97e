// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, test } from 'vitest';
import { useDraft } from './use-draft.ts';

beforeAll(() => Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true));

function Field({ value, keep }: { readonly value: string; keep(text: string): void }) {
  return <input {...useDraft(value, keep)} />;
}

/** A field, what was kept of it, and what people and others do with it. */
function field(first: string) {
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  const kept: string[] = [];
  const show = (value: string) => act(() => root.render(<Field value={value} keep={(text) => kept.push(text)} />));
  show(first);
  const input = host.querySelector('input');
  if (input === null) throw new Error('There is no field.');
  const press = (key: string) => act(() => input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
  const type = (text: string) =>
    act(() => {
      // As a browser sets it, which React does not take for its own doing.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const leave = () => act(() => input.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  return { kept, show, press, type, leave, text: () => input.value };
}

test('what is being written stays when somebody else writes another value, and is kept when the field is left', () => {
  const { show, type, leave, kept, text } = field('before');
  type('half writ');
  show('by a colleague');
  expect(text()).toBe('half writ');
  leave();
  expect(kept).toEqual(['half writ']);
});

test('a field in which nothing was written follows the value, also one that was written in and emptied of it again', () => {
  const { show, type, leave, kept, text } = field('before');
  show('by a colleague');
  expect(text()).toBe('by a colleague');
  type('by a colleague!');
  type('by a colleague');
  show('once more');
  expect(text()).toBe('once more');
  leave();
  expect(kept).toEqual([]);
});

test('what was kept is replaced by what it became, and what was refused waits to be mended', () => {
  const { show, type, press, kept, text } = field('1');
  type('2 + 3');
  press('Enter');
  expect(kept).toEqual(['2 + 3']);
  expect(text()).toBe('2 + 3');
  show('5');
  expect(text()).toBe('5');
});

test('Escape gives back the value as it is now', () => {
  const { show, type, press, kept, text } = field('before');
  type('half writ');
  show('by a colleague');
  press('Escape');
  expect(text()).toBe('by a colleague');
  show('once more');
  expect([text(), kept]).toEqual(['once more', []]);
});
