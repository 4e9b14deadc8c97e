import { expect, test } from 'vitest';
import type { ArtefactView } from './artefact-view.ts';
import { openedBy } from './opened-by.ts';
import type { ToolView } from './tool-view.ts';

const load = () => Promise.reject(new Error('It is not to be fetched.'));
const view = (kind: 'page' | 'entity'): ArtefactView => ({
  kind,
  title: kind,
  icon: 'file',
  group: 'build',
  list: () => [],
  artefactOf: () => null,
  load,
});
const views = [view('page'), view('entity')];
const tools: ToolView[] = [{ key: 'records', title: 'Records', icon: 'table', group: 'data', load }];

test.each([
  { rest: ['entity', 'e1'], opened: 'entity' },
  { rest: ['-', 'records', 'task'], opened: 'records' },
  { rest: [], opened: 'page' },
  { rest: ['nothing', 'e1'], opened: 'page' },
  { rest: ['-', 'nothing'], opened: 'page' },
  { rest: ['records'], opened: 'page' },
])('$rest opens $opened', ({ rest, opened }) => {
  const { tool, view } = openedBy(rest, views, tools);
  expect(tool?.key ?? view?.kind).toBe(opened);
});

test('without views there is none', () => {
  expect(openedBy(['page', 'p1'], [], tools)).toEqual({ tool: undefined, view: undefined });
});
