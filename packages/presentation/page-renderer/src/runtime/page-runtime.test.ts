// biome-ignore-all lint/suspicious/noThenProperty: page actions name what follows `then`
import { testTasks } from '@plinth/component-kit/testing';
import { effect } from '@preact/signals-core';
import { describe, expect, test, vi } from 'vitest';
import { pagePlan, planComponent, planQuery, recordingHost, testLanguage, testPage, testPageData } from '../testing.ts';
import { innerScope, readPath } from './expressions.ts';

const row = (id: string, parts: Record<string, unknown> = {}) => ({ id, version: 1, title: id, ...parts });
const settle = () => new Promise((resolve) => setTimeout(resolve, 60));

describe('scope', () => {
  test('has parameters, state, user, outputs and queries', async () => {
    const page = await testPage({
      language: testLanguage(),
      parameters: { id: '7' },
      plan: pagePlan({
        page: { parameters: { id: 'string' }, state: { chosen: { type: 'string', initial: '= parameters.id' } } },
        components: [planComponent('c1', 'ui.input', { name: 'search' })],
        queries: [planQuery('clients')],
      }),
    });
    page.setOutput('search', 'value', 'nov');
    expect(readPath(page.scope, 'parameters.id')).toBe('7');
    expect(readPath(page.scope, 'state.chosen')).toBe('7');
    expect(readPath(page.scope, 'user.name')).toBe('Mara Novak');
    expect(readPath(page.scope, 'search.value')).toBe('nov');
    expect(readPath(page.scope, 'clients.first')).toBeNull();
  });

  test('reading a state entry follows only that entry', async () => {
    const page = await testPage({
      language: testLanguage(),
      plan: pagePlan({ page: { state: { a: { type: 'number', initial: 1 }, b: { type: 'number', initial: 1 } } } }),
    });
    const seen: unknown[] = [];
    const stop = effect(() => {
      seen.push(readPath(page.scope, 'state.a'));
    });
    page.setState({ b: 2 });
    page.setState({ a: 5 });
    stop();
    expect(seen).toEqual([1, 5]);
  });
});

describe('queries', () => {
  test('run on opening with the values of their inputs, and again when one changes, gathered', async () => {
    const runQuery = vi.fn(async () => ({ rows: [row('1')], nextCursor: null, count: 1 }));
    const page = await testPage({
      language: testLanguage(),
      data: testPageData({ runQuery }),
      plan: pagePlan({
        page: { state: { status: { type: 'string', initial: 'A' } } },
        queries: [planQuery('loans', { inputs: { status: 'state.status' } })],
      }),
    });
    page.start();
    await settle();
    page.setState({ status: 'B' });
    page.setState({ status: 'C' });
    await settle();
    page.stop();
    expect(runQuery.mock.calls.map((call) => (call as unknown as [string, { values: unknown }])[1].values)).toEqual([
      { status: 'A' },
      { status: 'C' },
    ]);
    expect(readPath(page.scope, 'loans.first')).toMatchObject({ id: '1' });
  });

  test('an answer that a newer run overtook is dropped, and rows stay while loading', async () => {
    const answers: ((title: string) => void)[] = [];
    const runQuery = () =>
      new Promise<never>((resolve) => answers.push((title) => resolve({ rows: [row(title)], nextCursor: null, count: null } as never)));
    const page = await testPage({
      language: testLanguage(),
      data: testPageData({ runQuery }),
      plan: pagePlan({ queries: [planQuery('loans', { load: 'manual' })] }),
    });
    const loans = page.query('loans');
    const first = loans?.reload();
    await settle();
    const second = loans?.reload();
    await settle();
    answers[1]?.('new');
    await Promise.all([first, second]);
    answers[0]?.('old');
    await settle();
    expect(loans?.rows.value.map((entry) => entry.id)).toEqual(['new']);
    void loans?.reload();
    await settle();
    expect(loans?.loading.value).toBe(true);
    expect(loans?.rows.value).toHaveLength(1);
  });

  test('pages are appended, and a failure is data', async () => {
    const runQuery = vi
      .fn()
      .mockResolvedValueOnce({ rows: [row('1')], nextCursor: 'n', count: 2 })
      .mockResolvedValueOnce({ rows: [row('2')], nextCursor: null, count: null })
      .mockRejectedValueOnce(new Error('secret'));
    const page = await testPage({
      language: testLanguage(),
      data: testPageData({ runQuery }),
      plan: pagePlan({ queries: [planQuery('loans', { load: 'manual' })] }),
    });
    const loans = page.query('loans');
    await loans?.reload();
    await loans?.handle.value.loadMore();
    expect(loans?.rows.value.map((entry) => entry.id)).toEqual(['1', '2']);
    expect(loans?.handle.value).toMatchObject({ hasMore: false, count: 2 });
    expect(runQuery.mock.calls[1]?.[1]).toMatchObject({ cursor: 'n' });
    await loans?.reload();
    expect(loans?.error.value?.title).toBe('Something went wrong inside Plinth.');
    expect(loans?.rows.value).toHaveLength(2);
  });

  test('sort and column filters of a person are sent', async () => {
    const runQuery = vi.fn(async () => ({ rows: [], nextCursor: null, count: null }));
    const page = await testPage({
      language: testLanguage(),
      data: testPageData({ runQuery }),
      plan: pagePlan({ queries: [planQuery('loans', { load: 'manual' })] }),
    });
    const handle = page.query('loans')?.handle.value;
    handle?.setSort([{ field: 'amount', direction: 'desc' }]);
    handle?.setColumnFilter('status', { operator: 'equals', value: 'A' });
    await settle();
    expect(runQuery).toHaveBeenLastCalledWith(
      'loans',
      { values: {}, sort: [{ field: 'amount', direction: 'desc' }], columnFilters: { status: { operator: 'equals', value: 'A' } } },
      expect.anything(),
    );
  });
});

describe('actions', () => {
  const saved = row('9', { name: 'Eva' });

  test('run in order, with event and result in scope', async () => {
    const host = recordingHost();
    const runQuery = vi.fn(async () => ({ rows: [], nextCursor: null, count: null }));
    const saveRecord = vi.fn(async () => saved);
    const page = await testPage({
      language: testLanguage(),
      host,
      data: testPageData({ runQuery, saveRecord }),
      plan: pagePlan({ page: { state: { last: { type: 'string' } } }, queries: [planQuery('clients')] }),
    });
    page.start();
    await settle();
    await page.run(
      [
        {
          do: 'createRecord',
          entity: 'client',
          values: { name: '= event.value' },
          then: [
            { do: 'setState', values: { last: '= result.id' } },
            { do: 'navigate', page: 'client', parameters: { id: '= result.id' } },
          ],
        },
        { do: 'notify', message: 'Saved', tone: 'success' },
      ],
      innerScope(page.scope, { event: { value: 'Eva' } }),
    );
    await settle();
    page.stop();
    expect(saveRecord).toHaveBeenCalledWith('client', { values: { name: 'Eva' } });
    expect(readPath(page.scope, 'state.last')).toBe('9');
    expect(host.visited).toEqual(['/client?id=9']);
    expect(host.notices).toEqual([{ message: 'Saved', tone: 'success' }]);
    expect(runQuery, 'the query of the same entity ran again').toHaveBeenCalledTimes(2);
  });

  test('many records are changed or deleted at once, each at its version; of none nothing is asked', async () => {
    const host = recordingHost();
    const updateRecords = vi.fn(async () => undefined);
    const deleteRecords = vi.fn(async () => undefined);
    const page = await testPage({
      language: testLanguage({
        rows: { evaluate: () => [{ id: '1', version: 3, name: 'Eva' }, { id: '2' }] },
        none: { evaluate: () => [] },
      }),
      host,
      data: testPageData({ updateRecords, deleteRecords }),
    });
    const update = { do: 'updateRecords', entity: 'client', records: '= rows', values: { name: 'Ada' } };
    await page.run([update, { ...update, records: '= none' }, { do: 'deleteRecords', entity: 'client', records: '= rows' }], page.scope);
    const records = [{ id: '1', version: 3 }, { id: '2' }];
    expect(updateRecords.mock.calls).toEqual([['client', records, { name: 'Ada' }]]);
    expect(deleteRecords.mock.calls).toEqual([['client', records]]);
    for (const wrong of ['text', [{ name: 'Eva' }]]) await page.run([{ ...update, records: wrong }], page.scope);
    expect(host.notices.map(({ message }) => message)).toEqual(['What should be changed is no list of records.', 'No record was chosen.']);
  });

  test('a process is started and its tasks are done; whatever the page shows is read again, and a task must be named', async () => {
    const host = recordingHost();
    const calls: unknown[][] = [];
    const note =
      (name: string) =>
      async (...given: unknown[]) => {
        calls.push([name, ...given]);
        return { id: 'i1' } as never;
      };
    const processes = {
      ...testTasks(),
      start: note('start'),
      claim: note('claim'),
      release: note('release'),
      delegate: note('delegate'),
      complete: note('complete'),
    };
    const runQuery = vi.fn(async () => ({ rows: [], nextCursor: null, count: null }));
    const page = await testPage({
      plan: pagePlan({ queries: [planQuery('clients')], page: { state: { started: { type: 'string' } } } }),
      language: testLanguage({ 'result.id': { evaluate: (scope) => readPath(scope, 'result.id') } }),
      host,
      data: testPageData({ processes, runQuery, callFunction: note('call') }),
    });
    page.start();
    for (const action of [
      {
        do: 'startProcess',
        process: 'loan',
        variables: { amount: 1 },
        // biome-ignore lint/suspicious/noThenProperty: a word of the page action language
        then: [{ do: 'setState', values: { started: '= result.id' } }],
      },
      { do: 'startProcess', process: 'loan', key: 'L-1' },
      { do: 'callFunction', function: 'rate', input: { amount: 1 } },
      { do: 'callFunction', function: 'rate' },
      { do: 'claimTask', task: 'i1.3' },
      { do: 'delegateTask', task: 'i1.3', to: 'eva@bank.example' },
      { do: 'releaseTask', task: 'i1.3' },
      { do: 'completeTask', task: 'i1.3', variables: { approved: true } },
      { do: 'completeTask', task: '' },
    ]) {
      await settle();
      await page.run([action], page.scope);
    }
    await settle();
    page.stop();
    expect(calls).toEqual([
      ['start', 'loan', { variables: { amount: 1 } }],
      ['start', 'loan', { variables: {}, key: 'L-1' }],
      ['call', 'rate', { amount: 1 }],
      ['call', 'rate', {}],
      ['claim', 'i1.3'],
      ['delegate', 'i1.3', 'eva@bank.example'],
      ['release', 'i1.3'],
      ['complete', 'i1.3', { approved: true }],
    ]);
    expect(readPath(page.scope, 'state.started')).toBe('i1');
    expect(runQuery).toHaveBeenCalledTimes(9);
    expect(host.notices.map(({ message }) => message)).toEqual(['The page does not know which task is meant.']);
  });

  test('a failure ends the list and is shown; a catch has the error and goes on', async () => {
    const host = recordingHost();
    const page = await testPage({
      language: testLanguage(),
      host,
      data: testPageData({ deleteRecord: async () => Promise.reject(new Error('x')) }),
    });
    const remove = { do: 'deleteRecord', entity: 'client', id: '1' };
    await page.run([remove, { do: 'notify', message: 'never' }], page.scope);
    await page.run(
      [
        { ...remove, catch: [{ do: 'notify', message: '= error.code' }] },
        { do: 'notify', message: 'after' },
      ],
      page.scope,
    );
    expect(host.notices.map((notice) => notice.message)).toEqual(['Something went wrong inside Plinth.', 'plinth.unexpected', 'after']);
  });

  test('without agreement the list ends after else', async () => {
    const host = recordingHost(false);
    const page = await testPage({ language: testLanguage(), host });
    await page.run(
      [
        { do: 'confirm', message: 'Delete?', tone: 'error', else: [{ do: 'notify', message: 'kept' }] },
        { do: 'notify', message: 'never' },
      ],
      page.scope,
    );
    expect(host.questions).toEqual([{ title: '', message: 'Delete?', agree: '', tone: 'error' }]);
    expect(host.notices.map((notice) => notice.message)).toEqual(['kept']);
  });

  test('conditions take the branch; only true is true', async () => {
    const host = recordingHost();
    const language = testLanguage({ yes: { evaluate: () => true }, maybe: { evaluate: () => 'true' } });
    const page = await testPage({ language, host });
    const branch = (condition: string) => ({
      do: 'if',
      condition,
      then: [{ do: 'notify', message: 'then' }],
      else: [{ do: 'notify', message: 'else' }],
    });
    await page.run([branch('yes'), branch('maybe')], page.scope);
    expect(host.notices.map((notice) => notice.message)).toEqual(['then', 'else']);
  });

  test.each(['javascript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])(
    '%j is not opened',
    async (address) => {
      const host = recordingHost();
      const page = await testPage({ language: testLanguage(), host });
      await page.run([{ do: 'openAddress', address }], page.scope);
      expect(host.visited).toEqual([]);
      expect(host.notices[0]?.tone).toBe('error');
    },
  );

  test.each(['https://evil.example/api/x', '//evil.example/api/x', '/\\evil.example/api/', '/other'])(
    '%j is no API of the platform',
    async (address) => {
      const callApi = vi.fn();
      const page = await testPage({ language: testLanguage(), host: recordingHost(), data: testPageData({ callApi }) });
      await page.run([{ do: 'callApi', method: 'GET', address }], page.scope);
      expect(callApi).not.toHaveBeenCalled();
    },
  );

  test('a dialog is opened with values, and closing by itself is noticed', async () => {
    const page = await testPage({
      language: testLanguage(),
      plan: pagePlan({ components: [planComponent('c1', 'ui.dialog', { name: 'editor' })] }),
    });
    await page.run([{ do: 'open', component: 'editor', with: { id: '= event.id' } }], innerScope(page.scope, { event: { id: '3' } }));
    expect(page.openSignal('editor').value).toBe(true);
    expect(readPath(page.scope, 'editor.with')).toEqual({ id: '3' });
    page.setOutput('editor', 'open', false);
    expect(page.openSignal('editor').value).toBe(false);
    await page.run([{ do: 'open', component: 'editor' }, { do: 'close' }], page.scope);
    expect(page.openSignal('editor').value).toBe(false);
  });
});

test('a plan of another format is refused', async () => {
  await expect(testPage({ language: testLanguage(), plan: { ...pagePlan(), format: 2 as 1 } })).rejects.toMatchObject({
    code: 'page.plan-too-new',
  });
});
