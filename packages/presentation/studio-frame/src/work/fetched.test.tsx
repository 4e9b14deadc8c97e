// @vitest-environment happy-dom
import { FailureBoundary } from '@plinth/page-renderer';
import { act, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Fetchable, Fetched, fetchAhead } from './fetched.tsx';

beforeAll(() => Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true));
afterEach(() => vi.restoreAllMocks());

interface Greeted {
  readonly name: string;
}

const Greeting = ({ name }: Greeted) => <b>Hello {name}</b>;

function shown() {
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  return {
    show: (of: Fetchable<Greeted>, name: string) =>
      act(() =>
        root.render(
          <FailureBoundary title="Greeting">
            <Fetched of={of} given={{ name }} waiting={<i>Waiting</i>} />
          </FailureBoundary>,
        ),
      ),
    host,
    text: () => host.textContent,
  };
}

test('something stands there until the code is here, which is fetched once', async () => {
  const { show, text } = shown();
  const here = Promise.withResolvers<ComponentType<Greeted>>();
  const load = vi.fn(() => here.promise);
  const of = { load };
  show(of, 'Ada');
  expect(text()).toBe('Waiting');
  await act(async () => here.resolve(Greeting));
  expect(text()).toBe('Hello Ada');
  show(of, 'Grace');
  expect(text()).toBe('Hello Grace');
  const elsewhere = shown();
  elsewhere.show(of, 'Alan');
  expect(elsewhere.text()).toBe('Hello Alan');
  expect(load).toHaveBeenCalledTimes(1);
});

test('what was fetched ahead is shown at once, and another in its place is waited for', async () => {
  const ahead = { load: async () => Greeting };
  fetchAhead(ahead);
  await new Promise((resolve) => setTimeout(resolve));
  const { show, text } = shown();
  show(ahead, 'Ada');
  expect(text()).toBe('Hello Ada');
  show({ load: () => new Promise(() => undefined) }, 'Ada');
  expect(text()).toBe('Waiting');
});

test('what cannot be fetched is said where it is shown, and fetched again when asked', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let isAway = true;
  const of = { load: () => (isAway ? Promise.reject(new Error('There is no network.')) : Promise.resolve(Greeting)) };
  fetchAhead(of);
  const { show, host, text } = shown();
  show(of, 'Ada');
  await act(async () => undefined);
  expect(text()).toContain('Greeting cannot be shown. There is no network.');
  isAway = false;
  await act(async () => host.querySelector('button')?.click());
  expect(text()).toBe('Hello Ada');
});
