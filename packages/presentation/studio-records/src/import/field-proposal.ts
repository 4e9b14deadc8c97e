import { keyOfName, labelOfWords, reservedFieldKeys, UniqueKeys, wordsOf } from '@plinth/entity-pages';
import type { ColumnFindings, DateOrder, DecimalSign } from '@plinth/table-files';

/** Types that a new field can have; a reference is written `reference:ENTITY`. */
export const proposedTypes = [
  'text',
  'longText',
  'integer',
  'decimal',
  'boolean',
  'date',
  'time',
  'dateTime',
  'choice',
  'email',
  'phone',
  'url',
] as const;

/** A field that a column of a file could become. */
export interface FieldProposal {
  /** The column, from 0. */
  readonly place: number;
  readonly taken: boolean;
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly decimalSign: DecimalSign;
  readonly dateOrder: DateOrder;
  /** Values of a choice. */
  readonly values: readonly string[];
  /** Of a reference: the field of its target by which it is found. */
  readonly lookup: string | null;
}

const mostChoices = 12;
const longestChoice = 60;
const longestLabel = 60;

/** Fields for the columns of a file, by their names and by all of their values. */
export function proposeFields(columns: readonly string[], found: readonly ColumnFindings[]): readonly FieldProposal[] {
  const keys = new UniqueKeys(reservedFieldKeys);
  const numbering = numberingColumn(columns, found);
  return columns.flatMap((name, place): FieldProposal[] => {
    const findings = found[place];
    if (findings === undefined) return [];
    const words = wordsOf(name);
    const { decimalSign, dateOrder, filled, empty } = findings;
    const values = choicesOf(findings);
    return [
      {
        place,
        // A column without any value says nothing.
        taken: filled > 0,
        key: keys.take(keyOfName(words, name), `${keyOfName(words, name)}Value`),
        label: [...labelOfWords(words, name)].slice(0, longestLabel).join(''),
        type: values.length > 0 ? 'choice' : findings.type,
        required: filled > 0 && empty === 0,
        unique: place === numbering,
        ...{ decimalSign, dateOrder, values, lookup: null },
      },
    ];
  });
}

/** Whether the texts of a column can be chosen from: few, short and each there several times. */
function choicesOf({ type, values, filled }: ColumnFindings): readonly string[] {
  if (type !== 'text' || values === null || values.length < 2 || values.length > mostChoices || filled < values.length * 3) return [];
  return values.every(({ value }) => value.length <= longestChoice) ? values.map(({ value }) => value) : [];
}

/** The column by which records are known: one that is full, has no value twice and is called like a number, else the first such. */
function numberingColumn(columns: readonly string[], found: readonly ColumnFindings[]): number | null {
  const possible = columns.flatMap((name, place) => {
    const { unique, empty, type, longest, filled } = found[place] ?? {};
    const short = type === 'integer' || type === 'email' || (type === 'text' && (longest ?? 0) <= 40);
    return unique === true && empty === 0 && (filled ?? 0) > 1 && short ? [{ name, place }] : [];
  });
  const called = possible.find(({ name }) => /(?:^|[\s_-])(?:id|no|nr|nummer|number|code|key|sku|isbn|e-?mail)$|Id$/i.test(name.trim()));
  return (called ?? possible.find(({ place }) => place === 0))?.place ?? null;
}
