import type { FieldRecord } from '@plinth/app-definition';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import type { ApplicationModel, EntityModel, FieldModel } from '../model/entity-model.ts';

/** Ids of the records that there are by now, by the key of their entity. */
export type MadeRecords = ReadonlyMap<string, readonly string[]>;

/** Whose records are made, with what is known so far. */
export interface SampleScope {
  readonly model: ApplicationModel;
  readonly made: MadeRecords;
  /** The day from which dates are counted, in milliseconds since 1970. */
  readonly now: number;
  /** The address of whoever makes them: the first record of the entity of people is theirs. */
  readonly email: string | null;
}

const day = 86_400_000;

/**
 * Values that a record of the entity can have, another one for each number from 0. What is computed has none, nor has what would
 * be a file; what has a default is left to it where it need not differ.
 */
export function sampleValues(scope: SampleScope, entity: EntityModel, number: number): RecordValues {
  const values: Record<string, unknown> = {};
  for (const [place, field] of entity.fields.entries()) {
    if (field.record.computed !== undefined || keepsDefault(field.record)) continue;
    const value = sampleOf(scope, entity, field, { number, place });
    if (value !== null) values[field.key] = value;
  }
  for (const relation of entity.relations.values()) {
    const targets = scope.made.get(relation.target) ?? [];
    if (relation.linkTable !== null && targets.length > 0) values[relation.key] = [targets[number % targets.length]];
  }
  return values;
}

function keepsDefault({ default: standard, type, unique }: FieldRecord): boolean {
  return standard !== undefined && !unique && type !== 'choice' && type !== 'boolean';
}

interface At {
  readonly number: number;
  /** Of the field within its entity: what comes later is later. */
  readonly place: number;
}

function sampleOf(scope: SampleScope, entity: EntityModel, field: FieldModel, at: At): unknown {
  const { record } = field;
  const { number } = at;
  switch (record.type) {
    case 'integer':
      return String(Math.round(numberOf(record, number)));
    case 'decimal':
      return numberOf(record, number).toFixed(record.scale ?? 2);
    case 'money': {
      const amount = numberOf(record, number).toFixed(record.scale ?? 2);
      return field.currencyColumn === null ? amount : { amount, currency: 'EUR' };
    }
    case 'boolean':
      return number % 2 === 0;
    case 'date':
      return within(record, dayOf(scope, at).toISOString().slice(0, 10));
    case 'dateTime':
      return within(record, dayOf(scope, at).toISOString());
    case 'time':
      return within(record, `${String(8 + (number % 10)).padStart(2, '0')}:30:00`);
    case 'duration':
      return `P${number + 1}D`;
    case 'choice':
      return record.options?.[number % Math.max(record.options.length, 1)]?.value ?? null;
    case 'multiChoice':
      return (record.options ?? []).slice(0, 1 + (number % 2)).map(({ value }) => value);
    case 'reference': {
      const targets = scope.made.get(field.target ?? '') ?? [];
      return targets.length === 0 ? null : (targets[number % targets.length] ?? null);
    }
    case 'email':
      return scope.email !== null && number === 0 && scope.model.user?.by === field && scope.model.user.entity === entity.key
        ? scope.email
        : `person${number + 1}@example.com`;
    case 'url':
      return `https://example.com/${number + 1}`;
    case 'phone':
      return `+1 555 01${String(number % 100).padStart(2, '0')}`;
    case 'text':
    case 'longText':
      return textOf(record, number);
    default:
      return null;
  }
}

/** Between what is allowed; 12, 24, 36 … where nothing is said. */
function numberOf({ minimum, maximum, type }: FieldRecord, number: number): number {
  const [least, most] = [minimum === undefined ? null : Number(minimum), maximum === undefined ? null : Number(maximum)];
  const step = 12 * (number + 1) + (type === 'integer' ? 0 : 0.5);
  if (least === null) return most === null ? step : Math.min(step, most);
  if (most === null || least + step <= most) return least + step;
  return least + ((most - least) * ((number % 8) + 1)) / 9;
}

/** Every record some days after the one before, and every field of it a month after the one before. */
function dayOf({ now }: SampleScope, { number, place }: At): Date {
  const midday = Math.floor(now / day) * day + day / 2;
  return new Date(midday + (number * 3 + place * 30 - 60) * day);
}

function within({ minimum, maximum }: FieldRecord, value: string): string {
  if (minimum !== undefined && value < minimum) return minimum;
  return maximum !== undefined && value > maximum ? maximum : value;
}

function textOf({ label, minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: FieldRecord, number: number): string | null {
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  if (pattern === undefined) {
    const end = ` ${number + 1}`;
    const text = `${label.slice(0, Math.max(0, Math.min(maxLength, 200) - end.length))}${end}`.slice(-maxLength);
    return text.padEnd(minLength, '.');
  }
  const wanted = new RegExp(`^(?:${pattern})$`, 'u');
  return candidates(label, number).find((text) => fits(text) && wanted.test(text)) ?? null;
}

/** What patterns mostly ask for: digits, letters, and a few letters before digits. */
function candidates(label: string, number: number): readonly string[] {
  const letter = String.fromCharCode(65 + (number % 26));
  const lengths = Array.from({ length: 16 }, (_, length) => length + 1);
  const digits = (length: number) =>
    String(number + 1)
      .padStart(length, length > 1 ? '1' : '0')
      .slice(-length);
  return [
    `${label} ${number + 1}`,
    ...lengths.map(digits),
    ...lengths.flatMap((length) => [letter.repeat(length), letter.toLowerCase().repeat(length)]),
    ...[1, 2, 3].flatMap((letters) =>
      ['', '-', ' '].flatMap((between) => lengths.map((length) => `${letter.repeat(letters)}${between}${digits(length)}`)),
    ),
    `${letter.toLowerCase()}${number + 1}`,
  ];
}
