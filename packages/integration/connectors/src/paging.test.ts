import { expect, test } from 'vitest';
import { memberAt, nextPage } from './paging.ts';

test('a page is asked by its number until one is empty', () => {
  const paging = { kind: 'page', input: 'page', first: 0 } as const;
  const first = nextPage(paging, { size: 5 }, undefined, ['page', 'size']);
  expect(first.input).toEqual({ size: 5, page: 0 });
  const next = nextPage(paging, { size: 5 }, first.after({}, 5) ?? '', ['page', 'size']);
  expect(next.input).toEqual({ size: 5, page: 1 });
  expect(next.after({}, 0)).toBeNull();
});

test('rows that were given are passed over', () => {
  const paging = { kind: 'offset', input: 'skip' } as const;
  const first = nextPage(paging, {}, undefined, []);
  const second = nextPage(paging, {}, first.after({}, 20) ?? '', []);
  expect([first.input, second.input, second.after({}, 3)]).toEqual([{ skip: 0 }, { skip: 20 }, '{"skip":23}']);
});

test('an answer says by what the next page is asked', () => {
  const paging = { kind: 'cursor', input: 'after', from: 'body.page.next' } as const;
  const first = nextPage(paging, { q: 'x' }, undefined, []);
  expect(first.input).toEqual({ q: 'x' });
  const after = first.after({ body: { page: { next: 'abc' } } }, 1) ?? '';
  expect(nextPage(paging, { q: 'x' }, after, []).input).toEqual({ q: 'x', after: 'abc' });
  for (const next of ['', null, {}, undefined]) expect(first.after({ body: { page: { next: next ?? null } } }, 1)).toBeNull();
});

test('a place may stand within a message, beside what is given there; a name with a dot is a name where the action has it', () => {
  const paging = { kind: 'cursor', input: 'message.pageToken', from: 'message.nextPageToken' } as const;
  const given = { message: { account: '1' } };
  const first = nextPage(paging, given, undefined, ['message']);
  expect(first.input).toEqual(given);
  const after = first.after({ message: { nextPageToken: '17' } }, 2) ?? '';
  expect(nextPage(paging, given, after, ['message']).input).toEqual({ message: { account: '1', pageToken: '17' } });
  expect(nextPage(paging, { message: 'x' }, after, ['message']).input).toEqual({ message: { pageToken: '17' } });
  expect(nextPage(paging, given, '{"message.pageToken":"17","message":{"account":"2"}}', ['message']).input).toEqual({
    message: { account: '1', pageToken: '17' },
  });
  const dotted = { kind: 'offset', input: 'page.start' } as const;
  expect(nextPage(dotted, {}, undefined, ['page.start']).input).toEqual({ 'page.start': 0 });
});

test('a link leads on by the parameters that the action takes, on no other way', () => {
  const names = ['page', 'perPage', 'owner'];
  const page = nextPage({ kind: 'link' }, { owner: 'ann' }, undefined, names);
  const output = (link: string) => ({ headers: { link } });
  const after = page.after(
    output('<https://x/a?page=1>; rel="prev", <https://evil/b?page=3&per_page=50&owner=eve&admin=1>; rel="next"'),
    1,
  );
  expect(after).toBe('{"page":3,"perPage":50,"owner":"eve"}');
  expect(nextPage({ kind: 'link' }, { owner: 'ann' }, after ?? '', names).input).toEqual({ page: 3, perPage: 50, owner: 'ann' });
  for (const link of ['', '<a?page=1>; rel="last"', '<%>', `${'<'.repeat(1000)}; rel=next`]) expect(page.after(output(link), 1)).toBeNull();
});

test('a place that nobody gave is refused, and one of another action changes nothing', () => {
  const paging = { kind: 'cursor', input: 'after', from: 'next' } as const;
  for (const text of ['', 'x', '[]', '7'])
    expect(() => nextPage(paging, {}, text, [])).toThrow('The place of the next page cannot be sent');
  expect(nextPage(paging, { owner: 'ann' }, '{"owner":"eve","after":{"a":1},"__proto__":"x"}', []).input).toEqual({ owner: 'ann' });
  expect(nextPage(undefined, { a: 1 }, 'anything', []).input).toEqual({ a: 1 });
});

test('members are found by their own names alone', () => {
  expect(memberAt({ a: { b: [1] } }, 'a.b')).toEqual([1]);
  expect([memberAt({ a: 1 }, 'a.b'), memberAt({}, 'constructor.name'), memberAt(null, 'a')]).toEqual([null, null, null]);
});
