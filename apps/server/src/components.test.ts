import { type RequestContext, systemActor, traceId } from '@plinth/foundation';
import { expect, test } from 'vitest';
import { builtInComponents, componentResolver } from './components.ts';

const context: RequestContext = {
  tenant: { id: '01912345-0000-7000-8000-000000000001', key: 'main' },
  environment: null,
  actor: systemActor,
  trace: traceId(),
  locale: 'en',
  signal: new AbortController().signal,
};
const asked = async (requested: Readonly<Record<string, readonly string[]>>) =>
  componentResolver(await builtInComponents('0.1.0')).resolve(context, new Map(Object.entries(requested)));

test('what is asked for is locked, and whatever is newest where nothing is', async () => {
  expect(await asked({ 'ui.page': [], 'ui.text': ['^1.0.0'] })).toEqual({
    versions: { 'ui.page': '1.0.0', 'ui.text': '1.0.0' },
    problems: [],
  });
});

test('a version that is not there is refused, not replaced by another, and so are two that exclude each other', async () => {
  for (const wanted of [['^99.0.0'], ['^1.0.0', '99.0.0']]) {
    const { versions, problems } = await asked({ 'ui.page': [], 'ui.text': wanted });
    expect(versions).toEqual({});
    expect(problems).toEqual([expect.objectContaining({ component: 'ui.text', message: expect.stringContaining('99.0.0') })]);
  }
});
