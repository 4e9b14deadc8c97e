import type { ImportRecord } from '@plinth/app-definition';
import {
  type ContextType,
  compile,
  compileClosure,
  contextType,
  type Scope,
  type TypedExpression,
  toJson,
  types,
} from '@plinth/expression';
import { nearestName, PlinthError } from '@plinth/foundation';
import { tableFileErrors } from '@plinth/table-files';
import { importErrors } from '../errors.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import { coerceText } from './coerce-text.ts';
import type { ImportTarget } from './import-target.ts';

/** What a row says of a field, or why it says nothing. */
export type MappedValue =
  | { readonly value: unknown; readonly column: string | null; readonly problem?: undefined }
  | { readonly problem: string; readonly column: string | null; readonly text: string };

/** How one field is filled from a row. */
export interface MappedField {
  readonly field: FieldModel;
  /** The columns read, as far as the mapping names them. */
  readonly columns: readonly string[];
  /** The field of the target by which a reference is found; null: its id. */
  readonly lookup: string | null;
  read(values: readonly string[]): MappedValue;
}

/** How rows become records; made once for each file. Throws `imports.unknown-column`, `imports.unreadable`. */
export function mapColumns(
  header: readonly string[],
  entity: EntityModel,
  { import: mapping, lookups = {} }: Pick<ImportTarget, 'import' | 'lookups'>,
): readonly MappedField[] {
  const twice = header.find((name, place) => header.indexOf(name) !== place);
  if (twice !== undefined) throw tableFileErrors.unreadable({ reason: `two columns are called ${twice}` });
  return mapping === null ? mapByName(header, entity, lookups) : mapByExpressions(header, entity, mapping);
}

function mapByName(header: readonly string[], entity: EntityModel, lookups: Readonly<Record<string, string>>): MappedField[] {
  const mapped = header.flatMap((name, place): MappedField[] => {
    const same = (text: string) => text.toLowerCase() === name.trim().toLowerCase();
    const field = entity.fieldsByKey.get(name.trim()) ?? entity.fields.find(({ key, record }) => same(key) || same(record.label));
    if (field === undefined || field.record.computed !== undefined || field.record.type === 'file') return [];
    return [
      {
        field,
        columns: [name],
        lookup: lookups[field.key] ?? null,
        read: (values) => ({ value: coerceText(field, values[place] ?? ''), column: name }),
      },
    ];
  });
  if (mapped.length === 0) {
    const fields = entity.fields.map(({ key }) => key).join(', ');
    throw tableFileErrors.unreadable({ reason: `none of its columns (${header.join(', ')}) is called like a field (${fields})` });
  }
  const keys = mapped.map(({ field }) => field.key);
  const twice = keys.find((key, place) => keys.indexOf(key) !== place);
  if (twice !== undefined) throw tableFileErrors.unreadable({ reason: `two columns are called like the field ${twice}` });
  for (const key of Object.keys(lookups)) {
    if (mapped.some(({ field }) => field.key === key && field.target !== null)) continue;
    const hint = 'Lookups are for references that the file fills.';
    throw importErrors.unknownColumn({ field: key, reason: 'it is no reference that a column is called like', hint });
  }
  return mapped;
}

function mapByExpressions(header: readonly string[], entity: EntityModel, mapping: ImportRecord): MappedField[] {
  const scope = contextType(Object.fromEntries(header.map((name) => [name, types.string])));
  const places = new Map(header.map((name, place) => [name, place]));
  return Object.entries(mapping.fields).map(([key, text]) => {
    const field = entity.fieldsByKey.get(key);
    if (field === undefined) {
      const nearest = nearestName(key, entity.fieldsByKey.keys());
      const hint = nearest === null ? `The fields are ${[...entity.fieldsByKey.keys()].join(', ')}.` : `Did you mean ${nearest}?`;
      throw importErrors.unknownColumn({ field: key, reason: `${entity.key} has no such field`, hint });
    }
    if (field.record.type === 'file' || field.record.computed !== undefined) {
      throw importErrors.unknownColumn({ field: key, reason: 'it cannot be filled from text', hint: 'Leave it out of the mapping.' });
    }
    return expressionField({
      field,
      typed: compileField(key, text, scope, header),
      type: scope,
      places,
      lookup: mapping.lookups[key] ?? null,
    });
  });
}

interface ExpressionField {
  readonly field: FieldModel;
  readonly typed: TypedExpression;
  readonly type: ContextType;
  readonly places: ReadonlyMap<string, number>;
  readonly lookup: string | null;
}

function expressionField({ field, typed, type, places, lookup }: ExpressionField): MappedField {
  let row: readonly string[] = [];
  const used: string[] = [];
  const run = compileClosure(typed);
  const saysNull = nullProbe(typed, type);
  const scope = {
    get(name: string) {
      const place = places.get(name);
      if (place === undefined) return undefined;
      if (!used.includes(name)) used.push(name);
      return row[place] ?? '';
    },
  };
  const columns = [...new Set(typed.dependencies.map(([name]) => name ?? ''))].filter((name) => places.has(name));
  return {
    field,
    columns,
    lookup,
    read(values) {
      row = values;
      used.length = 0;
      const result = toJson(run(scope));
      const column = used[0] ?? columns[0] ?? null;
      if (result === null && !saysNull(scope)) {
        // Where the columns are empty there is nothing to make a value of; elsewhere what stands there is wrong.
        const filled = used.find((name) => (values[places.get(name) ?? -1] ?? '').trim() !== '');
        if (filled !== undefined) {
          const texts = used.map((name) => values[places.get(name) ?? -1] ?? '').join(' ');
          return { problem: `gives no ${field.record.type} for ${field.key}`, column: filled, text: texts };
        }
      }
      return { value: typeof result === 'string' ? coerceText(field, result) : result, column };
    },
  };
}

function compileField(key: string, text: string, scope: ContextType, header: readonly string[]): TypedExpression {
  try {
    return compile(text, { scope });
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    throw importErrors.unknownColumn(
      { field: key, reason: error.message, hint: `The columns are ${header.join(', ')}.` },
      { cause: error },
    );
  }
}

const said = 'null was said';

/**
 * Tells a null that the mapping says (`if x = "?" then null else …`) from one that a wrong value makes: the same expression
 * with a text in place of the former.
 */
function nullProbe(typed: TypedExpression, scope: ContextType): (values: Scope) => boolean {
  const places = nullsSaid(typed.root);
  if (places.length === 0) return () => false;
  let text = typed.text;
  for (const { from, to } of places.toReversed()) text = `${text.slice(0, from)}"${said}"${text.slice(to)}`;
  const run = compileClosure(compile(text, { scope, mode: 'standard' }));
  return (values) => run(values) === said;
}

/** Where an expression's result is a literal null, in order. */
function nullsSaid(node: TypedExpression['root']): readonly { readonly from: number; readonly to: number }[] {
  if (node.kind === 'if') return [...nullsSaid(node.then), ...nullsSaid(node.else)];
  return node.kind === 'null' ? [node] : [];
}
