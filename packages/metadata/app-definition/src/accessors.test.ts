import { expect, test } from 'vitest';
import { componentsOf } from './accessors.ts';
import { acceptActions } from './actions/accept.ts';
import type { ActionBody, DefinitionAction } from './actions/definition-action.ts';
import { currentSchemaVersion, type Definition, definitionOf } from './definition.ts';
import { loanDesk, randomEdit } from './testing.ts';

const after = (definition: Definition, body: ActionBody, id: string): Definition => {
  const envelope = { id, actor: 'maker', intent: 'Edit', schemaVersion: currentSchemaVersion, seen: 0 };
  return acceptActions(definition, 0, [{ ...body, ...envelope } as DefinitionAction]).definition;
};

test('the components of a page after edits of all kinds are those that would be found anew, in their order', () => {
  let definition = loanDesk();
  let shown = 0;
  for (let step = 0; step < 400; step++) {
    const body = randomEdit(definition, `s${step}`, [step * 7919, step * 104_729, step * 1_299_709]);
    if (body !== null) definition = after(definition, body, `s${step}`);
    const anew = definitionOf(definition.records.values());
    for (const page of definition.records.values()) {
      if (page.kind !== 'page') continue;
      const found = componentsOf(definition, page.id);
      expect(found).toEqual(componentsOf(anew, page.id));
      shown += found.length;
    }
  }
  expect(shown).toBeGreaterThan(400);
});

test('a changed property leaves all other components of the list what they were', () => {
  const definition = loanDesk();
  const page = [...definition.records.values()].find((record) => record.kind === 'page' && componentsOf(definition, record.id).length > 1);
  const before = componentsOf(definition, page?.id ?? '');
  const [first] = before;
  if (first === undefined) throw new Error('No page has components.');
  const change: ActionBody = { type: 'RECORD_UPDATE', payload: { id: first.id, path: ['properties', 'text'], value: 'other' } };
  const [changed, ...others] = componentsOf(after(definition, change, 'one'), page?.id ?? '');
  expect(changed).toEqual({ ...first, properties: { ...first.properties, text: 'other' } });
  expect(others.every((record, at) => record === before[at + 1])).toBe(true);
});
