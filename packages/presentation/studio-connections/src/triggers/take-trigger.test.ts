import { type Definition, readFiles, reduce, validateDefinition } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { takeTrigger } from './take-trigger.ts';

const trigger = {
  ...{ key: 'files', title: 'New files', description: '', canBeHeard: true, isAsked: true, isCalled: false, input: {}, types: {} },
  payload: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
};

function after(definition: Definition, given: Parameters<typeof takeTrigger>[3], of = trigger): Definition {
  const reduced = reduce(definition, takeTrigger(definition, 'bank', of, given).body);
  if (reduced.refused !== null) throw new Error(reduced.refused.message);
  expect(validateDefinition(reduced.definition)).toEqual([]);
  return reduced.definition;
}

test('a trigger is taken with a type of event of its own, or with one that is there, and never under a key that is taken', () => {
  const { definition } = readFiles({ 'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: A\n' });
  const first = after(definition, { input: { path: 'in' }, event: null, everySeconds: 30 });
  const types = [...first.records.values()].filter(({ kind }) => kind === 'event-type');
  expect(types).toEqual([
    expect.objectContaining({ key: 'bankFiles', type: 'shop.bank.bankFiles', from: 'elsewhere', schema: trigger.payload }),
  ]);
  expect([...first.records.values()]).toContainEqual(
    expect.objectContaining({
      ...{ kind: 'external-trigger', key: 'bankFiles', connection: 'bank', trigger: 'files', input: { path: 'in' } },
      ...{ event: types[0]?.id, everySeconds: 30 },
    }),
  );
  const second = after(first, { input: {}, event: types[0]?.id ?? '', everySeconds: 60 });
  expect([...second.records.values()].filter(({ kind }) => kind === 'event-type')).toEqual(types);
  expect([...second.records.values()]).toContainEqual(expect.objectContaining({ kind: 'external-trigger', key: 'bankFiles2' }));
  const strange = after(first, { input: {}, event: null, everySeconds: 60 }, { ...trigger, payload: { $ref: '#/types/File' } as never });
  expect([...strange.records.values()]).toContainEqual(
    expect.objectContaining({ kind: 'event-type', key: 'bankFiles2', schema: { type: 'object' } }),
  );
});
