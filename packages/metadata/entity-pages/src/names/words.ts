import { pluralOf, singularOf } from './inflection.ts';

const acronyms = new Set(
  'api bic crm erp faq gps html iban id ip isbn iso json kpi pdf pin sku sms sql ssn uri url uuid vat xml zip'.split(' '),
);
const transcribed: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
};

/** The words of a name in a database, however they were joined: `order_line`, `orderLine`, `ORDER LINE`. */
export function wordsOf(name: string): readonly string[] {
  const loud = name === name.toUpperCase() ? name.toLowerCase() : name;
  return loud
    .normalize('NFC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .flatMap((part) =>
      part
        .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
        .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
        .split(' '),
    )
    .filter((word) => word !== '');
}

/** Words as people read them: "Order line". Capitals inside stay where the name kept its words apart: they were meant. */
export function labelOfWords(words: readonly string[], name: string): string {
  const apart = /[_\s-]/.test(name);
  const text = words
    .map((word) => {
      const small = word.toLowerCase();
      if (acronyms.has(small)) return small.toUpperCase();
      if (small.endsWith('s') && acronyms.has(small.slice(0, -1))) return `${small.slice(0, -1).toUpperCase()}s`;
      return apart || word === word.toUpperCase() ? word : small;
    })
    .join(' ');
  return text === '' ? name : text.charAt(0).toUpperCase() + text.slice(1);
}

/** A name as a key, `orderLine`: small letters a to z, others transcribed. Of scripts that are not, the code points, so that it stays the same. */
export function keyOfName(words: readonly string[], name: string): string {
  const key = words
    .map((word) => asciiOf(word.toLowerCase()))
    .filter((word) => word !== '')
    .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  if (key === '')
    return `u${[...name]
      .slice(0, 8)
      .map((letter) => (letter.codePointAt(0) ?? 0).toString(16))
      .join('')}`;
  return /^[a-z]/.test(key) ? key : `n${key}`;
}

function asciiOf(word: string): string {
  return word
    .replaceAll(/[äöüßæøåœłđ]/g, (letter) => transcribed[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]/g, '');
}

/** The last word in another number; words that are not plain English letters have no English endings. */
export function inNumber(words: readonly string[], number: 'one' | 'many'): readonly string[] {
  const last = words.at(-1);
  // In a name like `Größen`, no other word is English either.
  if (last === undefined || words.some((word) => !/^[A-Za-z0-9]+$/.test(word))) return words;
  const small = last.toLowerCase();
  const other = number === 'one' ? singularOf(small) : pluralOf(singularOf(small));
  if (other === small) return words;
  const first = last.charAt(0) === small.charAt(0) ? other.charAt(0) : other.charAt(0).toUpperCase();
  return [...words.slice(0, -1), first + other.slice(1)];
}
