import { childrenOf, pagesOf, recordsOf } from './accessors.ts';
import type { ActionBody } from './actions/definition-action.ts';
import { textChangeBetween } from './actions/text-change.ts';
import { type Definition, withDefaults } from './definition.ts';
import { indexBetween } from './fractional-index.ts';
import type { DefinitionRecord, RecordKind } from './kinds/record-kinds.ts';

function pick<Value>(list: readonly Value[], choice: number): Value | undefined {
  return list[choice % Math.max(list.length, 1)];
}

function newRecord(kind: RecordKind, values: Readonly<Record<string, unknown>>): DefinitionRecord {
  return withDefaults({ kind, ...values } as { kind: RecordKind; id: string });
}

function lastPlace(siblings: readonly { readonly index: string }[]): string {
  return indexBetween(siblings.at(-1)?.index ?? null, null);
}

/** Few names, so that people often choose the same one. */
const names = ['alpha', 'beta', 'gamma', 'delta'];

function insertion(definition: Definition, id: string, [a, b, c]: readonly [number, number, number]): ActionBody | null {
  const name = `${pick(names, a)}${c % 3}`;
  const insert = (kind: RecordKind, values: Readonly<Record<string, unknown>>): ActionBody => ({
    type: 'RECORD_INSERT',
    payload: { record: newRecord(kind, { id: `r${id}`, ...values }) },
  });
  const entity = pick(recordsOf(definition, 'entity'), b);
  const parent = pick([...recordsOf(definition, 'page'), ...recordsOf(definition, 'component')], b);
  switch (c % 4) {
    case 0:
      return insert('entity', { key: name, label: name });
    case 1:
      return entity === undefined ? null : insert('field', { parent: entity.id, index: `a${a % 9}`, key: name, label: name, type: 'text' });
    case 2:
      return insert('page', { key: name, path: `${name}${id}`, label: name, index: lastPlace(pagesOf(definition)) });
    default: {
      if (parent === undefined) return null;
      const place = { parent: parent.id, index: lastPlace(childrenOf(definition, parent.id)) };
      return insert('component', { ...place, component: 'ui.stack', ...(a % 2 === 0 ? { name } : {}) });
    }
  }
}

function updating(definition: Definition, [a, b, c]: readonly [number, number, number]): ActionBody | null {
  const record = pick([...definition.records.keys()].sort(), a);
  if (record === undefined) return null;
  const found = definition.records.get(record);
  if (found?.kind === 'component') {
    const path = b % 3 === 0 ? ['name'] : ['properties', pick(names, b) ?? 'alpha'];
    const value = path[0] === 'name' ? `${pick(names, c)}` : c % 50;
    return { type: 'RECORD_UPDATE', payload: c % 7 === 0 ? { id: record, path } : { id: record, path, value } };
  }
  const property = found !== undefined && 'key' in found && found.kind !== 'app' && b % 4 === 0 ? 'key' : 'label';
  return { type: 'RECORD_UPDATE', payload: { id: record, path: [property], value: `${pick(names, b)}${c % 4}` } };
}

function moving(definition: Definition, [a, b, c]: readonly [number, number, number]): ActionBody | null {
  const component = pick(recordsOf(definition, 'component'), a);
  const parent = pick([...recordsOf(definition, 'component'), ...recordsOf(definition, 'page')], b);
  if (component === undefined || parent === undefined) return null;
  return { type: 'RECORD_MOVE', payload: { id: component.id, to: { parent: parent.id, slot: 'children', index: `a${c % 10}` } } };
}

function writing(definition: Definition, [a, b, c]: readonly [number, number, number]): ActionBody | null {
  const page = pick(recordsOf(definition, 'page'), a);
  if (page === undefined) return null;
  const text = page.description ?? '';
  if (text.length > 300) return { type: 'RECORD_UPDATE', payload: { id: page.id, path: ['description'], value: 'anew' } };
  const at = b % (text.length + 1);
  const after = text.slice(0, at) + (c % 3 === 0 ? '' : `<${c % 100}>`) + text.slice(at + (c % 5));
  return { type: 'RECORD_TEXT', payload: { id: page.id, path: ['description'], changes: textChangeBetween(text, after) } };
}

/** A change that somebody could make now; null where the numbers lead to nothing. The same numbers, the same change. */
export function randomEdit(definition: Definition, id: string, choices: readonly [number, number, number]): ActionBody | null {
  const [a, b, c] = choices;
  switch ((a + b + c) % 9) {
    case 0:
    case 1:
      return insertion(definition, id, choices);
    case 2:
    case 3:
    case 4:
      return updating(definition, choices);
    case 5:
      return moving(definition, choices);
    case 6:
      return writing(definition, choices);
    case 7: {
      const record = pick([...definition.records.keys()].sort(), a);
      return record === undefined || record === 'app' ? null : { type: 'RECORD_REMOVE', payload: { id: record } };
    }
    default: {
      const parts = [insertion(definition, id, [b, c, a]), updating(definition, [c, a, b]), moving(definition, [b, a, c])];
      return { type: 'BATCH', payload: { actions: parts.filter((part) => part !== null) } };
    }
  }
}
