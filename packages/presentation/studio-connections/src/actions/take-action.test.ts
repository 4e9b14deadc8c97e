import { type ActionBody, type Definition, readFiles, reduce, validateDefinition } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { renewAction, takeAction } from './take-action.ts';

const action = {
  key: 'ListAccounts',
  title: 'Accounts',
  description: '',
  effect: 'reads' as const,
  deprecated: false,
  credentials: [],
  input: {},
  output: {},
  types: {},
  feel: {
    input: { owner: 'string' },
    required: ['owner'],
    result: 'context<body: list<any>>',
    rows: 'body',
    paging: { kind: 'page' as const, input: 'owner', first: 1 },
  },
};

function after(definition: Definition, body: ActionBody): Definition {
  const reduced = reduce(definition, body);
  if (reduced.refused !== null) throw new Error(reduced.refused.message);
  return reduced.definition;
}

test('an action is taken with its types, for the roles that may, and never under a key that is taken', () => {
  const { definition } = readFiles({
    'plinth.yaml': 'format: 1\nkey: a\ntype: application\nlabel: A\n',
    'roles.yaml': 'clerk: {}\n',
  });
  const [role] = [...definition.records.values()].flatMap((record) => (record.kind === 'role' ? [record] : []));
  const first = takeAction(definition, 'bank', action, role === undefined ? [] : [role]);
  const next = after(definition, first.body);
  expect(validateDefinition(next)).toEqual([]);
  expect([...next.records.values()]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'external-action', key: 'listAccounts', connection: 'bank', action: 'ListAccounts', rows: 'body' }),
      expect.objectContaining({ kind: 'role', ask: [expect.any(String)] }),
    ]),
  );
  expect(takeAction(next, 'bank', action, []).key).toBe('listAccounts2');
});

test('what the application counts on follows the connection, and no more than differs', () => {
  const { definition } = readFiles({ 'plinth.yaml': 'format: 1\nkey: a\ntype: application\nlabel: A\n' });
  const taken = after(definition, takeAction(definition, 'bank', action, []).body);
  const [present] = [...taken.records.values()].flatMap((record) => (record.kind === 'external-action' ? [record] : []));
  if (present === undefined) throw new Error('Nothing was taken.');
  expect(renewAction(present, action)).toBeNull();
  const feel = { ...action.feel, input: { owner: 'string', page: 'number' }, rows: null, paging: null };
  const body = renewAction(present, { ...action, effect: 'once', feel });
  if (body === null) throw new Error('Nothing differs.');
  const renewed = after(taken, body);
  // Where the rows are is the maker's to say.
  expect(renewed.records.get(present.id)).toEqual({ ...present, effect: 'once', input: feel.input });
});
