import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

/** What a message asks for. */
export interface MessageShape {
  /** Names of the arguments, sorted. */
  readonly names: readonly string[];
  /** Plural arguments with the forms written for them. */
  readonly plurals: readonly { readonly name: string; readonly ordinal: boolean; readonly forms: readonly string[] }[];
}

/** Reads an ICU message; throws where it is broken. */
export function shapeOfMessage(message: string): MessageShape {
  const names = new Set<string>();
  const plurals: { name: string; ordinal: boolean; forms: string[] }[] = [];
  const read = (elements: readonly MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.value);
      if (element.type === TYPE.plural) {
        plurals.push({ name: element.value, ordinal: element.pluralType === 'ordinal', forms: Object.keys(element.options) });
      }
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const { value } of Object.values(element.options)) read(value);
      }
    }
  };
  read(parse(message, { ignoreTag: true }));
  return { names: [...names].sort(), plurals };
}

/** Forms that a language needs of a plural and that are not written; those that can only be fractions or millions aside. */
export function missingForms(locale: string, { plurals }: MessageShape): readonly string[] {
  return plurals.flatMap(({ name, ordinal, forms }) => {
    // A plural that only hides or shows something has one form for every number.
    if (forms.every((form) => form === 'other' || form.startsWith('='))) return [];
    const needed = new Intl.PluralRules(locale, { type: ordinal ? 'ordinal' : 'cardinal' }).resolvedOptions().pluralCategories;
    const exact: Readonly<Record<string, string>> = { zero: '=0', one: '=1', two: '=2' };
    return needed.filter((form) => !forms.includes(form) && !forms.includes(exact[form] ?? form)).map((form) => `${name}: ${form}`);
  });
}
