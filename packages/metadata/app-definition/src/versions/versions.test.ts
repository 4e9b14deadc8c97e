import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  actionBetween,
  canonicalJson,
  type Definition,
  type DefinitionAction,
  definitionOf,
  merge,
  migrateAction,
  readSnapshot,
  reduce,
  resolveMerge,
  signatureOf,
  snapshotOf,
  structuralViolations,
} from '../index.ts';
import { loanDesk, randomEdit } from '../testing.ts';

const choice = fc.nat({ max: 100_000 });
const edits = fc.array(fc.tuple(choice, choice, choice), { minLength: 1, maxLength: 25 });
const settings = { seed: 20_261_124, numRuns: 60 };

function edited(from: Definition, prefix: string, list: readonly [number, number, number][]): Definition {
  return list.reduce((definition, choices, at) => {
    const body = randomEdit(definition, `${prefix}${at}`, choices);
    const result = body === null ? null : reduce(definition, body);
    return result === null || result.refused !== null ? definition : result.definition;
  }, from);
}

function set(definition: Definition, id: string, path: string[], value: string): Definition {
  const result = reduce(definition, { type: 'RECORD_UPDATE', payload: { id, path, value } });
  if (result.refused !== null) throw new Error(result.refused.message);
  return result.definition;
}

test('V1 the signature does not depend on the order of properties', () => {
  const records = [...loanDesk().records.values()].map((record) => Object.fromEntries(Object.entries(record).reverse()));
  expect(signatureOf(snapshotOf(definitionOf(records.reverse() as never)))).toBe(signatureOf(snapshotOf(loanDesk())));
  expect(signatureOf(snapshotOf(set(loanDesk(), 'app', ['label'], 'x')))).not.toBe(signatureOf(snapshotOf(loanDesk())));
  expect(canonicalJson({ b: 1e21, a: [1.0, '\u20ac', null] })).toBe('{"a":[1,"€",null],"b":1e+21}');
});

test('V2 the action between two definitions makes one of the other', () => {
  fc.assert(
    fc.property(edits, edits, (one, other) => {
      const [a, b] = [edited(loanDesk(), 'a', one), edited(loanDesk(), 'b', other)];
      const action = actionBetween(a, b);
      const result = action === null ? null : reduce(a, action);
      expect(result?.refused ?? null).toBeNull();
      expect(snapshotOf(result === null || result.refused !== null ? a : result.definition)).toEqual(snapshotOf(b));
    }),
    settings,
  );
});

test('V4 merging with an unchanged side gives the other; V3 any merge keeps the structure', () => {
  fc.assert(
    fc.property(edits, edits, (one, other) => {
      const base = loanDesk();
      const [ours, theirs] = [edited(base, 'a', one), edited(base, 'b', other)];
      for (const [mine, yours] of [
        [ours, base],
        [base, ours],
        [ours, ours],
      ] as const) {
        const same = merge(base, mine, yours);
        expect([same.conflicts, snapshotOf(same.definition)]).toEqual([[], snapshotOf(ours)]);
      }
      expect(structuralViolations(merge(base, ours, theirs).definition)).toEqual([]);
    }),
    settings,
  );
});

test('V3 both sides survive where they touched different things; the same property is a conflict with all three values', () => {
  const base = loanDesk();
  const ours = set(set(base, 'page:loans', ['label'], 'Ours'), 'component:loans.table', ['properties', 'a'], '1');
  const theirs = set(set(base, 'page:loans', ['label'], 'Theirs'), 'component:loans.table', ['properties', 'b'], '2');
  const { definition, conflicts } = merge(base, ours, theirs);
  expect(definition.records.get('component:loans.table')).toMatchObject({ properties: { a: '1', b: '2', query: 'loans' } });
  expect(definition.records.get('page:loans')).toMatchObject({ label: 'Ours' });
  expect(conflicts).toMatchObject([
    { record: 'page:loans', path: ['label'], kind: 'both-changed', base: 'Loans', ours: 'Ours', theirs: 'Theirs' },
  ]);
});

test('V3 what one side removed and the other changed is a conflict, and the changed record stays', () => {
  const base = loanDesk();
  const removed = reduce(base, { type: 'RECORD_REMOVE', payload: { id: 'component:loans.table' } });
  if (removed.refused !== null) throw new Error('refused');
  const { definition, conflicts } = merge(base, removed.definition, set(base, 'component:loans.table', ['properties', 'a'], '1'));
  expect(definition.records.has('component:loans.table')).toBe(true);
  expect(conflicts).toMatchObject([{ record: 'component:loans.table', kind: 'changed-and-removed' }]);
});

const migrations = [
  {
    to: 2,
    record: (record: object) => ({ ...record, ...('label' in record ? { label: `${String(record.label)}!` } : {}) }),
    action: (body: object) => ('type' in body && body.type === 'RECORD_REMOVE' ? null : body),
  },
] as never;

test('V5 snapshots and actions of an older version are migrated', () => {
  const { definition } = readSnapshot(JSON.parse(JSON.stringify(snapshotOf(loanDesk()))), migrations);
  expect(definition?.records.get('page:loans')).toMatchObject({ label: 'Loans!' });
  const remove = { type: 'RECORD_REMOVE', payload: { id: 'x' } } as const;
  const action: DefinitionAction = { ...remove, id: 'a', actor: 'b', intent: '', schemaVersion: 1, seen: 0 };
  expect(migrateAction(action, migrations)).toBeNull();
  const update = { type: 'RECORD_UPDATE', payload: { id: 'x', path: ['label'], value: 'y' } } as const;
  const batch = migrateAction({ ...action, type: 'BATCH', payload: { actions: [remove, update] } }, migrations);
  expect(batch).toMatchObject({ schemaVersion: 2, payload: { actions: [update] } });
});

test.each([
  ['V5 a newer format', { schemaVersion: 99, records: {} }, { path: '/schemaVersion', hint: 'Update Plinth.' }],
  ['D4 no object', [], { path: '' }],
  ['D4 no version', { records: {} }, { path: '/schemaVersion' }],
  ['D4 no records', { schemaVersion: 1, records: [] }, { path: '/records' }],
  ['D4 a record that is none', { schemaVersion: 1, records: { x: 3 } }, { path: '/records/x/kind' }],
  [
    'D4 an unknown kind',
    { schemaVersion: 1, records: { x: { id: 'x', kind: 'entty' } } },
    { path: '/records/x/kind', hint: 'Did you mean entity?' },
  ],
  ['D4 another id', { schemaVersion: 1, records: { x: { id: 'y', kind: 'theme', key: 'k', label: 'l' } } }, { path: '/records/x/id' }],
  [
    'D4 a prototype',
    JSON.parse('{"schemaVersion":1,"records":{"x":{"id":"x","kind":"theme","key":"k","label":"l","dark":{"__proto__":"a"}}}}'),
    { path: '/records/x/dark/__proto__' },
  ],
])('%s is refused with its path', (_, snapshot, expected) => {
  const { definition, violations } = readSnapshot(snapshot);
  expect([definition, violations[0]]).toMatchObject([null, expected]);
});

test('V6 each conflict is decided for one side, and what nobody decides stays ours', () => {
  const base = set(loanDesk(), 'component:loans.table', ['properties', 'a'], '0');
  const ours = set(set(base, 'page:loans', ['label'], 'Ours'), 'component:loans.table', ['properties', 'a'], '1');
  const theirs = set(set(base, 'page:loans', ['label'], 'Theirs'), 'component:loans.table', ['properties', 'a'], '2');
  const decided = resolveMerge(base, ours, theirs, [
    { record: 'component:loans.table', path: ['properties', 'a'], take: 'theirs' },
    { record: 'component:nobodys', path: [], take: 'theirs' },
  ]);
  expect(decided.definition.records.get('component:loans.table')).toMatchObject({ properties: { a: '2', query: 'loans' } });
  expect(decided.definition.records.get('page:loans')).toMatchObject({ label: 'Ours' });
  expect([decided.conflicts.length, decided.undecided.map(({ record }) => record), decided.unsound]).toEqual([2, ['page:loans'], []]);
});

test('V6 whoever keeps what the other side removed keeps what stood in it; whoever removes it removes that too', () => {
  const base = loanDesk();
  const removed = reduce(base, { type: 'RECORD_REMOVE', payload: { id: 'component:loans.grid' } });
  if (removed.refused !== null) throw new Error('refused');
  const changed = set(base, 'component:loans.grid', ['name'], 'tiles');
  const decide = (take: 'ours' | 'theirs') =>
    resolveMerge(base, removed.definition, changed, [{ record: 'component:loans.grid', path: [], take }]).definition;
  expect(snapshotOf(decide('theirs'))).toEqual(snapshotOf(changed));
  expect(snapshotOf(decide('ours'))).toEqual(snapshotOf(removed.definition));
});

test('V6 decisions that do not go together are told, and the result keeps the structure', () => {
  fc.assert(
    fc.property(edits, edits, fc.array(fc.boolean(), { minLength: 1 }), (one, other, coins) => {
      const base = loanDesk();
      const [ours, theirs] = [edited(base, 'a', one), edited(base, 'b', other)];
      const { conflicts } = merge(base, ours, theirs);
      const decisions = conflicts.map(({ record, path }, at) => {
        const take: 'ours' | 'theirs' = coins[at % coins.length] === true ? 'theirs' : 'ours';
        return { record, path, take };
      });
      const resolved = resolveMerge(base, ours, theirs, decisions);
      expect(structuralViolations(resolved.definition)).toEqual([]);
      expect(resolved.undecided).toEqual([]);
    }),
    settings,
  );
  const key = (definition: Definition, id: string) => {
    const record = { ...base.records.get('entity:loan'), id, label: id, key: 'same' } as never;
    const result = reduce(definition, { type: 'RECORD_INSERT', payload: { record } });
    if (result.refused !== null) throw new Error(result.refused.message);
    return result.definition;
  };
  const base = loanDesk();
  const half = resolveMerge(base, key(base, 'one'), key(base, 'two'), [{ record: 'two', path: [], take: 'theirs' }]);
  expect(half.unsound.map(({ message }) => message)).toContain('there is another entity same');
  const whole = resolveMerge(base, key(base, 'one'), key(base, 'two'), [
    { record: 'one', path: [], take: 'theirs' },
    { record: 'two', path: [], take: 'theirs' },
  ]);
  expect([whole.unsound, whole.definition.records.has('one'), whole.definition.records.has('two')]).toEqual([[], false, true]);
});
