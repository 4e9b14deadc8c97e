import type { ShellEntity, ShellField } from '@plinth/api-contract';
import type { ColumnFindings, DateOrder, DecimalSign } from '@plinth/table-files';
import type { ColumnUse } from './column-use.ts';
import { type FieldProposal, proposedTypes } from './field-proposal.ts';
import { targetOf } from './new-entity.ts';

/** What happens to a column of a file. */
export interface ColumnMapping {
  /** Key of the field that it fills; null: it is left out. */
  readonly field: string | null;
  /** Of a reference: the field of its target by which it is found; null: its id. */
  readonly lookup: string | null;
  readonly decimalSign: DecimalSign;
  readonly dateOrder: DateOrder;
}

/** Everything that an import needs beside its file. */
export interface ImportPlan {
  /** Key of the entity. */
  readonly entity: string;
  readonly uses: readonly ColumnUse[];
  readonly lookups: Readonly<Record<string, string>>;
}

/** Types of fields for which it matters how their texts are written. */
export const numberTypes: ReadonlySet<string> = new Set(['integer', 'decimal', 'money']);
export const dateTypes: ReadonlySet<string> = new Set(['date', 'dateTime']);

/** Fields that a file can fill. */
export function fillable(entity: ShellEntity): readonly ShellField[] {
  return entity.fields.filter(({ readOnly, lockedOn, type }) => !readOnly && lockedOn === undefined && type !== 'file');
}

/** The columns with the fields that are called like them, each field once. */
export function mapByName(
  columns: readonly string[],
  found: readonly ColumnFindings[],
  entity: ShellEntity,
  lookupOf: (field: ShellField) => string | null,
): readonly ColumnMapping[] {
  const free = new Set(fillable(entity));
  return columns.map((name, place) => {
    const { decimalSign = '.', dateOrder = 'dmy' } = found[place] ?? {};
    const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
    const field = [...free].find(({ key, label }) => plain(key) === plain(name) || plain(label) === plain(name));
    if (field !== undefined) free.delete(field);
    return { field: field?.key ?? null, lookup: field === undefined ? null : lookupOf(field), decimalSign, dateOrder };
  });
}

/** An import into an entity that there is. */
export function planOfMapping(entity: ShellEntity, mapping: readonly ColumnMapping[]): ImportPlan {
  const lookups: Record<string, string> = {};
  const uses = mapping.flatMap(({ field: key, lookup, decimalSign, dateOrder }, place): ColumnUse[] => {
    const field = entity.fields.find((each) => each.key === key);
    if (field === undefined) return [];
    if (field.type === 'reference' && lookup !== null) lookups[field.key] = lookup;
    return [{ place, field: field.key, type: field.type, decimalSign, dateOrder, options: field.options }];
  });
  return { entity: entity.key, uses, lookups };
}

/** An import into the entity that was made of these proposals. */
export function planOfProposals(entity: string, proposals: readonly FieldProposal[]): ImportPlan {
  const taken = proposals.filter((field) => field.taken);
  return {
    entity,
    uses: taken.map(({ place, key, type, decimalSign, dateOrder, values }) => ({
      ...{ place, field: key, type: proposedTypes.some((each) => each === type) ? type : 'reference', decimalSign, dateOrder },
      options: values.map((value) => ({ value, label: value })),
    })),
    lookups: Object.fromEntries(
      taken.flatMap((field) => (targetOf(field) === null || field.lookup === null ? [] : [[field.key, field.lookup]])),
    ),
  };
}
