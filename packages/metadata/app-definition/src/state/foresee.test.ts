import { expect, test } from 'vitest';
import {
  type ActionBody,
  acceptActions,
  act,
  createReplica,
  createStore,
  currentSchemaVersion,
  type DefinitionAction,
  foresee,
  keepReplica,
  type LogEntry,
  nextStep,
  type Persist,
  receive,
  refuseAtServer,
  type StoreNotice,
  textChangeBetween,
  violationOf,
} from '../index.ts';
import { loanDesk } from '../testing.ts';

const initial = loanDesk();
const page = 'page:loans';
const set = (property: string, value: string, id = page): ActionBody => ({
  type: 'RECORD_UPDATE',
  payload: { id, path: [property], value },
});
const write = (before: string, after: string): ActionBody => ({
  type: 'RECORD_TEXT',
  payload: { id: page, path: ['description'], changes: textChangeBetween(before, after) },
});
const component = (id: string, parent: string): ActionBody => ({
  type: 'RECORD_INSERT',
  payload: { record: { kind: 'component', id, parent, slot: 'children', index: 'a0', component: 'ui.stack' } as never },
});

let made = 0;
const by = (actor: string, body: ActionBody, more: Partial<DefinitionAction> = {}): DefinitionAction =>
  ({
    ...body,
    id: `${actor}${made++}`,
    actor,
    intent: body.type,
    schemaVersion: currentSchemaVersion,
    seen: 0,
    ...more,
  }) as DefinitionAction;
const entries = (from: number, ...actions: DefinitionAction[]): LogEntry[] =>
  actions.map((action, at) => ({ position: from + at, action }));
const told = (...actions: DefinitionAction[]) => foresee(createReplica('ada', initial, 0), 0, entries(1, ...actions)).replica;
const shownIn = (replica: { definition: typeof initial }, property = 'description', id = page) =>
  (replica.definition.records.get(id) as Record<string, unknown> | undefined)?.[property];
const begun = () => receive(createReplica('ada', initial, 0), entries(1, by('zoe', set('description', 'one two three')))).replica;

test('T3 what is tentative shows at once, and is the same definition when the log says it', () => {
  const theirs = by('bob', set('label', 'Desk'));
  const seen = told(theirs);
  expect([shownIn(seen, 'label'), seen.position, seen.pending]).toEqual(['Desk', 0, []]);
  const { replica, touched } = receive(seen, entries(1, theirs));
  expect([replica.position, replica.tentative, [...touched]]).toEqual([1, [], []]);
  expect(replica.definition).toBe(seen.definition);
  expect(replica.confirmed).toBe(replica.definition);
});

test('T2 what is withdrawn is gone, and what was told twice or too early is told once', () => {
  const [first, second] = [by('bob', set('label', 'Desk')), by('bob', set('path', 'desk'))];
  const seen = told(first, second);
  expect(foresee(seen, 0, entries(1, first, second)).replica.definition.records).toEqual(seen.definition.records);
  expect(foresee(seen, 5, entries(6, by('bob', set('label', 'Later')))).replica).toBe(seen);
  const { replica, touched } = foresee(seen, 1, []);
  expect([shownIn(replica, 'label'), shownIn(replica, 'path'), [...touched]]).toEqual([
    'Desk',
    shownIn({ definition: initial }, 'path'),
    [page],
  ]);
  expect(foresee(seen, 0, []).replica.definition.records.get(page)).toEqual(initial.records.get(page));
});

test('T3 where the log says something else, nothing tentative is left', () => {
  const seen = told(by('bob', set('label', 'Desk')), by('bob', set('path', 'desk')));
  const { replica } = receive(seen, entries(1, by('zoe', set('description', 'Other'))));
  expect(replica.definition.records.get(page)).toEqual({ ...initial.records.get(page), description: 'Other' });
  expect([replica.tentative, replica.position]).toEqual([[], 1]);
});

test('T1 one’s own action that is put in order stays pending, and what others put behind it stands behind it', () => {
  const own = by('ada', write('one two three', 'one 2 three'));
  const acted = act(begun(), own).replica;
  const ordered = foresee(acted, 1, entries(2, own)).replica;
  expect([ordered.pending, ordered.definition === acted.definition]).toEqual([[own], true]);
  const theirs = by('bob', write('one 2 three', 'one 2 three four'));
  const both = foresee(ordered, 2, entries(3, theirs)).replica;
  expect([shownIn(both), both.pending]).toEqual(['one 2 three four', [own]]);
  const withdrawn = foresee(both, 1, []).replica;
  expect([shownIn(withdrawn), withdrawn.pending]).toEqual(['one 2 three', [own]]);
  const done = receive(both, entries(2, own, theirs)).replica;
  expect([shownIn(done), done.pending, nextStep(done, 'undo')?.action]).toEqual(['one 2 three four', [], own.id]);
});

test('T1 K1 kept is what waits, as it reads without what is tentative', () => {
  const seen = foresee(begun(), 1, entries(2, by('bob', write('one two three', 'zero one two three')))).replica;
  const acted = act(seen, by('ada', write('zero one two three', 'zero one two three four'), { seen: 2 })).replica;
  const [kept] = keepReplica(acted).pending;
  expect(kept).toMatchObject({ seen: 1, payload: { changes: [13, [0, ' four']] } });
});

test('T4 what was written on top of what is withdrawn stays, also within it and where the text is gone', () => {
  const seen = foresee(begun(), 1, entries(2, by('bob', write('one two three', 'one two AND three')))).replica;
  const changes = [[3, 'ONE'], 6, [0, '<mine>'], 8, [0, '!']] as const;
  const acted = act(seen, by('ada', { type: 'RECORD_TEXT', payload: { id: page, path: ['description'], changes } })).replica;
  expect(shownIn(acted)).toBe('ONE two A<mine>ND three!');
  expect(shownIn(foresee(acted, 1, []).replica)).toBe('ONE two <mine>three!');
  const first = told(by('bob', write('', 'theirs')));
  const mine = act(first, by('ada', write('theirs', 'the<mine>irs'))).replica;
  expect(shownIn(foresee(mine, 0, []).replica)).toBe('<mine>');
});

test('T5 an undo brings back nothing that was withdrawn, and nobody is said to have seen it', () => {
  const seen = told(by('bob', set('label', 'Ghost')));
  const own = by('ada', set('label', 'Mine'), { seen: 1 });
  let replica = act(seen, own).replica;
  const step = nextStep(replica, 'undo');
  if (step === null) throw new Error('nothing to undo');
  replica = act(replica, by('ada', step.inverse, { undoes: own.id, seen: 1 })).replica;
  expect(shownIn(replica, 'label')).toBe('Ghost');
  const redo = nextStep(replica, 'redo');
  replica = foresee(replica, 0, []).replica;
  expect(shownIn(replica, 'label')).toBe(shownIn({ definition: initial }, 'label'));
  expect(replica.pending.map(({ seen: position }) => position)).toEqual([0, 0]);
  expect([redo?.intent, nextStep(replica, 'redo')?.intent]).toEqual(['RECORD_UPDATE', 'RECORD_UPDATE']);
});

test('T5 what can be undone stands where it stood, whatever came and went before it', () => {
  const own = by('ada', write('one two three', 'one two three four'));
  const confirmed = receive(act(begun(), own).replica, entries(2, own)).replica;
  const theirs = foresee(confirmed, 2, entries(3, by('bob', write('one two three four', 'zero one two three four')))).replica;
  const undone = (replica: typeof theirs) => {
    const step = nextStep(replica, 'undo');
    if (step === null) throw new Error('nothing to undo');
    return shownIn(act(replica, by('ada', step.inverse, { undoes: own.id })).replica);
  };
  expect([undone(theirs), undone(foresee(theirs, 2, []).replica)]).toEqual(['zero one two three', 'one two three']);
});

test('T5 what the same person did in another window can be undone once it is in the log', () => {
  const elsewhere = by('ada', set('label', 'There'));
  const seen = told(elsewhere);
  expect([shownIn(seen, 'label'), nextStep(seen, 'undo')]).toEqual(['There', null]);
  expect(nextStep(receive(seen, entries(1, elsewhere)).replica, 'undo')?.action).toBe(elsewhere.id);
});

test('T6 what is tentative refuses nothing: the action waits for the log, which may say either', () => {
  const own = by('ada', component('mine', page));
  const removal = by('bob', { type: 'RECORD_REMOVE', payload: { id: page } });
  const blocked = foresee(act(createReplica('ada', initial, 0), own).replica, 0, entries(1, removal));
  expect([blocked.refused, blocked.replica.pending, [...blocked.replica.held]]).toEqual([[], [own], [own.id]]);
  expect(foresee(blocked.replica, 0, []).replica).toMatchObject({ pending: [own], held: new Set() });
  const decided = receive(blocked.replica, entries(1, removal));
  expect([decided.refused.map(({ action }) => action.id), decided.replica.pending]).toEqual([[own.id], []]);
  expect(decided.refused[0]?.restore).toMatchObject({ type: 'BATCH' });
});

test('T6 what was done in something that is withdrawn waits for the log, which refuses it with what brings it back', () => {
  const seen = told(by('bob', component('theirs', page)));
  const own = by('ada', component('mine', 'theirs'));
  const { refused, replica } = foresee(act(seen, own).replica, 0, []);
  expect([refused, replica.pending.length, [...replica.held]]).toEqual([[], 1, [own.id]]);
  // It comes after all.
  const back = receive(replica, entries(1, seen.tentative[0]?.action ?? own));
  expect([back.refused, back.replica.definition.records.has('mine'), [...back.replica.held]]).toEqual([[], true, []]);
  const violation = violationOf({ id: 'theirs' }, 'reference', [], 'is gone');
  const [aside] = refuseAtServer(replica, new Map([[own.id, violation]])).refused;
  const restored = act(createReplica('ada', initial, 0), by('ada', aside?.restore ?? set('label', 'nothing to restore'))).replica;
  expect(restored.definition.records.get('mine')).toMatchObject({ parent: 'theirs' });
});

test('L4 whose value is replaced is told when it is committed, and not by who saw it', () => {
  const own = by('ada', set('label', 'Mine'));
  const confirmed = receive(act(createReplica('ada', initial, 0), own).replica, entries(1, own)).replica;
  const [blind, seeing] = [by('bob', set('label', 'Theirs')), by('bob', set('label', 'Seen'), { seen: 1 })];
  const change = foresee(confirmed, 1, entries(2, blind));
  expect(change.overwritten).toEqual([]);
  expect(receive(change.replica, entries(2, blind)).overwritten).toMatchObject([{ lost: own.id, action: blind.id }]);
  expect(receive(foresee(confirmed, 1, entries(2, seeing)).replica, entries(2, seeing)).overwritten).toEqual([]);
});

test('what the server refuses of what it had put in order is set aside, and the rest withdrawn', () => {
  const own = by('ada', set('label', 'Mine'));
  const ordered = foresee(act(createReplica('ada', initial, 0), own).replica, 0, entries(1, own, by('bob', set('path', 'x')))).replica;
  const { replica, refused } = refuseAtServer(ordered, new Map([[own.id, violationOf({ id: page }, 'action', [], 'No.')]]));
  expect([refused.length, replica.tentative, replica.definition.records.get(page)]).toEqual([1, [], initial.records.get(page)]);
});

test('a store sends what waits behind what is tentative, again where more came, and tells nobody of its own order', async () => {
  const asked: unknown[] = [];
  const theirs = by('bob', set('path', 'theirs'));
  const persist: Persist = async (expected, actions, tentative) => {
    asked.push([expected, actions.length, tentative]);
    if (asked.length === 1) {
      store.foresee(0, entries(1, theirs));
      return { entries: [], refused: {} };
    }
    store.foresee(1, entries(2, ...actions));
    expect(store.replica.pending).toHaveLength(1);
    return { entries: entries(1, theirs, ...actions), refused: {} };
  };
  const store = createStore({ replica: createReplica('ada', initial, 0), persist });
  const notices: StoreNotice[] = [];
  store.subscribe((notice) => notices.push(notice));
  store.dispatch(set('label', 'Mine'), 'Rename');
  await store.flush();
  expect(asked).toEqual([
    [0, 1, []],
    [0, 1, [theirs.id]],
  ]);
  expect(notices.map(({ diff }) => diff.updated.length)).toEqual([1, 1, 0]);
  expect(store.replica).toMatchObject({ position: 2, pending: [], tentative: [] });
  expect(store.replica.own[0]?.action).toMatchObject({ seen: 0 });
});

test('U3 T5 taking back a removal of what is withdrawn brings nothing back', () => {
  const ghost = by('bob', component('ghost', page));
  const removal = by('ada', { type: 'RECORD_REMOVE', payload: { id: 'ghost' } }, { seen: 1 });
  let replica = act(told(ghost), removal).replica;
  const undo = by('ada', nextStep(replica, 'undo')?.inverse ?? removal, { undoes: removal.id, seen: 1 });
  replica = act(replica, undo).replica;
  expect(replica.definition.records.has('ghost')).toBe(true);
  const withdrawn = foresee(replica, 0, []).replica;
  expect([withdrawn.definition.records.has('ghost'), [...withdrawn.held]]).toEqual([false, [removal.id, undo.id]]);
  // It came after all: both are done.
  const come = receive(withdrawn, entries(1, ghost)).replica;
  expect([come.definition.records.has('ghost'), come.refused, come.pending.length]).toEqual([true, [], 2]);
  // It never comes: both are set aside, here and by the log's keeper.
  const settled = receive(withdrawn, entries(1, by('zoe', set('label', 'Other'))));
  expect(settled.refused.map(({ action, refusal, restore }) => [action.id, refusal.rule, restore === null])).toEqual([
    [removal.id, 'reference', false],
    [undo.id, 'undo', true],
  ]);
  expect(settled.replica.pending).toEqual([]);
  const judged = acceptActions(initial, 0, withdrawn.pending);
  expect([judged.accepted, Object.keys(judged.refused)]).toEqual([[], [removal.id, undo.id]]);
});

test('T6 what somebody removes tentatively under one’s own action that is put in order refuses no undo of it', () => {
  const inserted = by('ada', component('stack', page));
  let replica = act(createReplica('ada', initial, 0), inserted).replica;
  const undo = by('ada', nextStep(replica, 'undo')?.inverse ?? inserted, { undoes: inserted.id });
  replica = act(replica, undo).replica;
  const removal = by('bob', { type: 'RECORD_REMOVE', payload: { id: 'stack' } });
  const between = foresee(replica, 0, entries(1, inserted, removal));
  expect([between.refused, between.replica.pending.length, [...between.replica.held]]).toEqual([[], 2, [undo.id]]);
  // The log has one's own two, and the removal never came.
  const { replica: settled, refused } = receive(between.replica, entries(1, inserted, undo));
  expect([settled.definition.records.has('stack'), settled.pending, refused]).toEqual([false, [], []]);
});
