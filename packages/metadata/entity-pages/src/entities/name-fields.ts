import type { PlannedEntity, PlannedField } from './planned-entity.ts';

const naming = [
  'name',
  'title',
  'label',
  'displayName',
  'fullName',
  'subject',
  'caption',
  'bezeichnung',
  'titel',
  'code',
  'number',
  'reference',
  'description',
];
const pairs = [
  ['firstName', 'lastName'],
  ['givenName', 'familyName'],
  ['vorname', 'nachname'],
] as const;
const texts = new Set(['text', 'longText', 'email', 'phone', 'url']);
const mostSearched = 4;

/** By which fields people name a record, and in which they look for words. */
export function nameFields(fields: readonly PlannedField[]): { readonly named: readonly string[]; readonly searched: readonly string[] } {
  const readable = fields.filter(({ form }) => texts.has(form.type));
  const byKey = new Map(readable.map((field) => [field.key, field]));
  const pair = pairs.find((keys) => keys.every((key) => byKey.has(key)));
  const named = pair ?? firstNaming(fields, readable, byKey);
  const short = readable.filter(({ key, form }) => form.type !== 'longText' && !named.includes(key));
  return { named, searched: [...named.filter((key) => byKey.has(key)), ...short.map(({ key }) => key)].slice(0, mostSearched) };
}

function firstNaming(
  fields: readonly PlannedField[],
  readable: readonly PlannedField[],
  byKey: ReadonlyMap<string, PlannedField>,
): readonly string[] {
  const known = naming.find((key) => byKey.has(key));
  if (known !== undefined) return [known];
  const ends = readable.find(({ key }) => /(?:Name|Title|Label|Bezeichnung|Titel)$/.test(key) && byKey.get(key)?.form.required === true);
  const unique = fields.find(({ form, target }) => form.unique === true && target === null);
  const chosen = ends ?? readable.find(({ form }) => form.required === true && form.type === 'text') ?? unique ?? readable[0];
  return chosen === undefined ? [] : [chosen.key];
}

/** Whether what names a record is text. */
export function namedByText({ named, fields }: PlannedEntity): boolean {
  return (
    named.length > 0 &&
    named.every((key) => fields.some((field) => field.key === key && (texts.has(field.form.type) || field.form.type === 'choice')))
  );
}
