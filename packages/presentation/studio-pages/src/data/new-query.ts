import { type Definition, type RecordOf, recordOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import type { Edit } from '../edits/edits.ts';
import { freeName } from '../names/page-name.ts';

const form = /^[a-z][A-Za-z0-9_]{0,50}$/;

/** A query of a page that reads an entity (its id, or the name of another definition's). */
export function newQuery(definition: Definition, page: RecordOf<'page'>, entity: string): RecordOf<'query'> {
  const known = recordOf(definition, 'entity', entity);
  const written = known === null ? (entity.split('/').at(-1) ?? entity) : known.key;
  const plural = camelCase(known?.labelPlural ?? '');
  const stem = form.test(plural) ? plural : `${written}s`;
  const key = freeName(definition, page, 'query', form.test(stem) ? stem : 'rows');
  return withDefaults({ id: shortId(), kind: 'query', parent: page.id, key, entity, count: true }) as RecordOf<'query'>;
}

/** A query of a page that asks a decision, each of its inputs waiting for an expression. */
export function newDecisionQuery(definition: Definition, page: RecordOf<'page'>, decision: RecordOf<'decision'>): RecordOf<'query'> {
  const key = freeName(definition, page, 'query', decision.key);
  return withDefaults({ id: shortId(), kind: 'query', parent: page.id, key, decision: decision.id, inputs: {} }) as RecordOf<'query'>;
}

/** A query of a page that asks another system, each of its needed inputs waiting for an expression. */
export function newActionQuery(definition: Definition, page: RecordOf<'page'>, action: RecordOf<'external-action'>): RecordOf<'query'> {
  const key = freeName(definition, page, 'query', action.key);
  return withDefaults({ id: shortId(), kind: 'query', parent: page.id, key, externalAction: action.id, inputs: {} }) as RecordOf<'query'>;
}

/** Adds a query and selects it, so that its properties are there to be changed. */
export function addQuery(query: RecordOf<'query'>): Edit {
  return { body: { type: 'RECORD_INSERT', payload: { record: query } }, intent: `Add query ${query.key}`, selection: [query.id] };
}

function camelCase(words: string): string {
  const [first = '', ...rest] = words.trim().split(/\s+/);
  return first.charAt(0).toLowerCase() + first.slice(1) + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
