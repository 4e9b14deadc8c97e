// @vitest-environment happy-dom
import { type SkinProps, useColourScheme } from '@plinth/component-kit';
import { applicationShell, pagePlan, planComponent, testComponent } from '@plinth/page-renderer/testing';
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import { type Canvas, canvasReady } from './canvas.ts';
import { mountCanvas } from './mount-canvas.tsx';

const count = 300;

test('one changed component is drawn again, and no other, even where all of them look at what surrounds the page', async () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  const drawn: string[] = [];
  const word = testComponent('ui.word', ({ id, properties }: SkinProps) => {
    useColourScheme();
    drawn.push(id);
    return <i>{String(properties.text)}</i>;
  });
  const frame = document.createElement('div');
  Object.defineProperty(window, 'frameElement', { value: frame, configurable: true });
  let canvas: Canvas | undefined;
  frame.addEventListener(canvasReady, (event) => {
    canvas = (event as CustomEvent<Canvas>).detail;
  });
  const root = document.body.appendChild(document.createElement('main'));
  const load = (id: string) => (id === 'ui.word' ? Promise.resolve(word) : null);
  await act(async () => mountCanvas(root, { tenant: 'acme', environment: 'test', application: 'bank' }, load));
  const components = Array.from({ length: count }, (_, at) => planComponent(`w${at}`, 'ui.word', { properties: { text: `word ${at}` } }));
  const shell = applicationShell();
  const show = (shown: typeof components) =>
    act(async () => canvas?.show({ plan: pagePlan({ components: shown }), shell, samples: {}, data: 'live' }));
  await show(components);
  // The first waits for typeface and icons.
  await act(async () => vi.waitFor(() => expect(root.querySelectorAll('i')).toHaveLength(count)));
  expect(new Set(drawn).size).toBe(count);
  drawn.length = 0;
  const before = root.querySelectorAll('i')[123];
  await show(components.with(123, planComponent('w123', 'ui.word', { properties: { text: 'another' } })));
  expect(new Set(drawn)).toEqual(new Set(['w123']));
  expect(root.querySelectorAll('i')[123]).toBe(before);
  expect(before?.textContent).toBe('another');
});
