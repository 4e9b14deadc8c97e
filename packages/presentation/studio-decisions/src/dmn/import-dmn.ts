import { type ActionBody, type Definition, decisionsOf, recordOf, rulesOf } from '@plinth/app-definition';
import { decisionFromDmn, dmnOf } from '@plinth/decision-model';
import { type JsonValue, shortId } from '@plinth/foundation';
import { readDmn } from '@plinth/rule-processor';
import { type Edit, together } from '../table/edit.ts';
import { leftOut } from './left-out.ts';

/** A DMN file as an edit, and what of it could not be taken. */
export interface ImportedDmn {
  readonly edit: Edit;
  readonly artefact: string;
  readonly leftOut: readonly string[];
}

/**
 * Makes a decision of a DMN file: in place of one of the application, or a new one where `into` is null. Throws what keeps it
 * from being read.
 */
export function importDmn(text: string, fileName: string, definition: Definition, into: string | null): ImportedDmn {
  const model = readDmn(text);
  const before = into === null ? null : recordOf(definition, 'decision', into);
  const key = before?.key ?? freeKey(definition, model.name || fileName);
  const [record, ...rules] = decisionFromDmn(model, key, definition);
  if (record === undefined) throw new Error('A DMN file gave no record.');
  const id = before?.id ?? shortId();
  const made = rules.map((rule) => ({ ...rule, parent: id, ...(before === null ? { id: shortId() } : {}) }));
  const intent = `Import ${fileName}`.slice(0, 200);
  if (before === null) {
    const inserts = [{ ...record, id }, ...made].map(
      (each): ActionBody => ({ type: 'RECORD_INSERT', payload: { record: each as typeof record } }),
    );
    return { edit: { body: together(inserts), intent }, artefact: id, leftOut: leftOut(model, text) };
  }
  const replaced = ['answer', 'types', 'inputs', 'decisions', 'knowledge', 'services'] as const;
  const values = record as unknown as Readonly<Record<string, JsonValue | undefined>>;
  const actions: ActionBody[] = [
    ...replaced.map((property): ActionBody => {
      const value = values[property];
      return { type: 'RECORD_UPDATE', payload: { id, path: [property], ...(value === undefined ? {} : { value }) } };
    }),
    ...rulesOf(definition, id).map((rule): ActionBody => ({ type: 'RECORD_REMOVE', payload: { id: rule.id } })),
    ...made.map((rule): ActionBody => ({ type: 'RECORD_INSERT', payload: { record: rule as typeof record } })),
  ];
  return { edit: { body: { type: 'BATCH', payload: { actions } }, intent }, artefact: id, leftOut: leftOut(model, text) };
}

function freeKey(definition: Definition, name: string): string {
  const words = name
    .replace(/\.(dmn|xml)$/i, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words
    .map((word, at) => (at === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('')
    .slice(0, 50);
  const wanted = /^[a-z]/.test(joined) ? joined : `decision${joined}`;
  const taken = new Set(decisionsOf(definition).map(({ key }) => key));
  let key = wanted;
  for (let number = 2; taken.has(key); number++) key = `${wanted}${number}`;
  return key;
}

export const exportDmn: (definition: Definition, key: string) => string = dmnOf;
