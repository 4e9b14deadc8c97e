import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ActionBody, type Definition, reduce, sameJson, snapshotOf, structuralViolations } from '../index.ts';
import { loanDesk, randomEdit } from '../testing.ts';

function done(definition: Definition, action: ActionBody): Definition {
  const result = reduce(definition, action);
  if (result.refused !== null) throw new Error(result.refused.message);
  return result.definition;
}

function refusal(action: unknown): unknown {
  const definition = loanDesk();
  const before = snapshotOf(definition);
  const result = reduce(definition, action as ActionBody);
  expect(snapshotOf(definition)).toEqual(before);
  return result.refused;
}

const update = (id: string, path: string[], value?: unknown): ActionBody => ({
  type: 'RECORD_UPDATE',
  payload: { id, path, ...(value === undefined ? {} : { value: value as never }) },
});
const insert = (record: object): ActionBody => ({ type: 'RECORD_INSERT', payload: { record: record as never } });
const move = (id: string, parent: string, index = 'a9'): ActionBody => ({
  type: 'RECORD_MOVE',
  payload: { id, to: { parent, slot: 'children', index } },
});

test('A3 an update sets one property, also inside of an object, and an absent value gives the default back', () => {
  const table = 'component:loans.table';
  const first = done(loanDesk(), update(table, ['properties', 'striped'], true));
  expect(first.records.get(table)).toMatchObject({ properties: { striped: true, query: 'loans' } });
  const second = done(first, update(table, ['properties', 'striped']));
  expect(second.records.get(table)).toEqual(loanDesk().records.get(table));
  const third = done(second, update('entity:client', ['search']));
  expect(third.records.get('entity:client')).toMatchObject({ search: [] });
});

test('A3 what an update leaves as it was stays the same object, so that nobody takes it for changed', () => {
  const table = 'component:loans.table';
  const before = loanDesk();
  const [was, is] = [before, done(before, update(table, ['properties', 'striped'], true))].map(({ records }) => records.get(table));
  if (was?.kind !== 'component' || is?.kind !== 'component') throw new Error('There is no table.');
  expect(is.properties).not.toBe(was.properties);
  for (const part of ['layout', 'events', 'hiddenOn'] as const) expect(is[part]).toBe(was[part]);
});

test('A4 a removal takes along what stands in the record, and its inverse brings all of it back', () => {
  const before = loanDesk();
  const removed = reduce(before, { type: 'RECORD_REMOVE', payload: { id: 'page:loans' } });
  if (removed.refused !== null || removed.inverse === null) throw new Error('not removed');
  expect([...removed.definition.records.keys()].filter((id) => id.includes(':loans'))).toEqual([]);
  expect(snapshotOf(done(removed.definition, removed.inverse))).toEqual(snapshotOf(before));
});

test.each([
  ['D2 an unknown property', update('page:loans', ['colour'], 'red'), { rule: 'schema', message: 'is not known here' }],
  ['D2 a wrong type', update('page:loans', ['navigation'], 'yes'), { rule: 'schema' }],
  ['D2 an unknown record', update('page:lons', ['label'], 'x'), { rule: 'reference', message: 'the record is gone' }],
  ['D2 the id', update('page:loans', ['id'], 'x'), { message: 'id cannot be set' }],
  ['D2 a place by update', update('component:loans.table', ['parent'], 'page:client'), { hint: 'Use RECORD_MOVE for places; ids stay.' }],
  ['D2 a second root', insert({ id: 'app2', kind: 'app', key: 'x', type: 'module', label: 'x' }), { rule: 'root' }],
  ['D2 no root', { type: 'RECORD_REMOVE', payload: { id: 'app' } }, { rule: 'root' }],
  ['D2 a second entity client', insert({ id: 'e2', kind: 'entity', key: 'client', label: 'x' }), { rule: 'duplicate' }],
  ['D2 a component called like a query', update('component:loans.table', ['name'], 'loans'), { rule: 'duplicate' }],
  [
    'D2 a parent that is missing',
    insert({ id: 'f', kind: 'field', parent: 'entity:no', index: 'a0', key: 'x', label: 'x', type: 'text' }),
    { rule: 'reference' },
  ],
  [
    'D2 a parent of the wrong kind',
    move('component:loans.table', 'entity:client'),
    { rule: 'reference', message: expect.stringContaining('cannot stand in entity client') },
  ],
  ['D2 a circle', move('component:loans.grid', 'component:loans.grid.stat'), { rule: 'cycle' }],
  ['D2 a record in itself', move('component:loans.grid', 'component:loans.grid'), { rule: 'cycle' }],
  [
    'D2 an id that exists',
    insert({ id: 'page:loans', kind: 'page', key: 'x', path: 'x', label: 'x', index: 'a0' }),
    { message: expect.stringContaining('already') },
  ],
  [
    'D2 a page action that is none',
    update('page:loans', ['onOpen'], [{ do: 'navigat', page: 'client' }]),
    { rule: 'action', hint: 'Did you mean navigate?' },
  ],
  [
    'D4 a prototype',
    insert(JSON.parse('{"id":"p","kind":"theme","key":"p","label":"p","light":{"__proto__":"x"}}')),
    { message: 'may not be called __proto__' },
  ],
])('%s is refused with a reason, and nothing changes', (_, action, expected) => {
  expect(refusal(action)).toMatchObject(expected);
});

test('A2 a batch is judged as a whole: names may be swapped, a child may come before its parent', () => {
  const swapped = done(loanDesk(), {
    type: 'BATCH',
    payload: { actions: [update('entity:client', ['key'], 'loan'), update('entity:loan', ['key'], 'client')] },
  });
  expect(swapped.records.get('entity:client')).toMatchObject({ key: 'loan' });
  const early = done(loanDesk(), {
    type: 'BATCH',
    payload: {
      actions: [
        insert({ id: 'inner', kind: 'component', parent: 'outer', index: 'a0', component: 'ui.text' }),
        insert({ id: 'outer', kind: 'component', parent: 'page:loans', index: 'a9', component: 'ui.card' }),
      ],
    },
  });
  expect(early.records.has('inner')).toBe(true);
});

test('A2 one bad part of a batch refuses all of it', () => {
  const parts = [update('page:loans', ['label'], 'Changed'), update('page:nothing', ['label'], 'x')];
  expect(refusal({ type: 'BATCH', payload: { actions: parts } })).toMatchObject({ rule: 'reference' });
});

const choice = fc.nat({ max: 100_000 });

test('A1 A6 D2 whatever is applied keeps the structure, the same way each time, and its inverse takes it back', () => {
  const edits = fc.array(fc.tuple(choice, choice, choice), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(edits, (list) => {
      let definition = loanDesk();
      for (const [at, choices] of list.entries()) {
        const body = randomEdit(definition, `${at}`, choices);
        if (body === null) continue;
        const result = reduce(definition, body);
        expect(reduce(definition, body)).toEqual(result);
        if (result.refused !== null) continue;
        expect(structuralViolations(result.definition)).toEqual([]);
        const back = result.inverse === null ? result.definition : done(result.definition, result.inverse);
        expect(sameJson(snapshotOf(back), snapshotOf(definition))).toBe(true);
        definition = result.definition;
      }
    }),
    { seed: 20_261_124, numRuns: 60 },
  );
});
