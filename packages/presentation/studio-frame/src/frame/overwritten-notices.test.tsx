// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { definitionOf, type Overwritten, type RecordKind, withDefaults } from '@plinth/app-definition';
import { signal } from '@preact/signals-core';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, test } from 'vitest';
import type { StudioWork } from '../work/studio-work.ts';
import { WorkContext } from '../work/use-work.ts';
import { OverwrittenNotices } from './overwritten-notices.tsx';

beforeAll(() => Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true));

const node = withDefaults({
  kind: 'process-node' as RecordKind,
  id: 'review',
  parent: 'p',
  index: 'a0',
  key: 'Review',
  type: 'userTask',
  label: 'Review',
});
const lost = (id: string, path: string, more: Partial<Overwritten> = {}): Overwritten => ({
  ...{ record: 'review', path: [path], by: 'bob', lost: id, action: 'theirs', intent: 'Change XML' },
  restore: { type: 'RECORD_UPDATE', payload: { id: 'review', path: [path], value: 'mine' } },
  ...more,
});

test('whoever lost is told once for each step, by whom, and puts it back or leaves it', () => {
  const settled: [number, string][] = [];
  const overwritten = signal<readonly Overwritten[]>([lost('a', 'content'), lost('a', 'label'), lost('b', 'content', { by: 'nobody' })]);
  const { restore: _, ...older } = lost('c', 'label');
  overwritten.value = [...overwritten.value, older];
  const session = {
    ...{ overwritten, people: signal([{ memberId: 'bob', name: 'Bob' }]), store: { definition: definitionOf([node]) } },
    settle: (parts: readonly Overwritten[], how: string) => settled.push([parts.length, how]),
  };
  const host = document.body.appendChild(document.createElement('div'));
  act(() =>
    createRoot(host).render(
      <MantineProvider>
        <WorkContext value={{ session } as unknown as StudioWork}>
          <OverwrittenNotices />
        </WorkContext>
      </MantineProvider>,
    ),
  );
  expect([...host.querySelectorAll('strong')].map(({ textContent }) => textContent)).toEqual([
    'Bob changed the same: Change XML',
    'Another member changed the same: Change XML',
    'Bob changed the same: Change XML',
  ]);
  const buttons = [...host.querySelectorAll('button')];
  expect(buttons.map((button) => button.textContent || button.getAttribute('aria-label'))).toEqual([
    'Put mine back',
    'Dismiss',
    'Put mine back',
    'Dismiss',
    'Dismiss',
  ]);
  for (const at of [0, 4]) act(() => buttons[at]?.click());
  expect(settled).toEqual([
    [2, 'restore'],
    [1, 'dismiss'],
  ]);
});
