import type { Random } from '../differential/random.ts';

const [areaA, lastColumn] = [7, 72];

/** Entries as cards of the fixed form: broken anywhere between words, with numbers, marks and comments where programmers have them. */
export function cardsOf(random: Random, entries: readonly string[]): string {
  return entries.flatMap((entry) => [...commentBefore(random), ...cardsOfEntry(random, entry)].map((card) => `${card}\n`)).join('');
}

function commentBefore(random: Random): string[] {
  if (!random.chance(0.08)) return [];
  return [random.pick(['      * 05 NOT-THERE PIC X(9).', '      / A NEW PAGE', '      *> ACCOUNT', ''])];
}

function cardsOfEntry(random: Random, entry: string): string[] {
  const numbered = random.chance(0.3);
  const cards: string[] = [];
  const begin = (mark: string) => `${numbered ? String(100 * (cards.length + 1)).padStart(6, '0') : '      '}${mark}`;
  let card = `${begin(' ')}${entry.startsWith('01') ? '' : ' '.repeat(1 + random.below(6))}`;
  const end = () => {
    const full = card.padEnd(lastColumn);
    cards.push(random.chance(0.3) ? `${full}${random.pick(['CHG00417', 'V2', '00010000', "IT'S OLD"])}` : card);
  };
  // GnuCOBOL does not always find the end of a picture that stands on another card than PIC.
  for (const word of entry.match(/'[^']*'\.?|PIC \S+|\S+/g) ?? []) {
    const isNew = card.trimEnd().length <= areaA;
    const room = lastColumn - card.length;
    if (isNew || (word.length < room && !random.chance(0.15))) {
      card += isNew ? word : `${' '.repeat(word.length + 1 < room && random.chance(0.1) ? 2 : 1)}${word}`;
      continue;
    }
    const isCut = word.startsWith("'") && room > 4 && word.length > room + 3;
    if (isCut) {
      // A literal that is cut is filled up to the last column, and goes on behind a quote.
      card += ` ${word.slice(0, room - 1)}`;
      end();
      card = `${begin('-')}    '${word.slice(room - 1)}`;
      continue;
    }
    end();
    card = `${begin(' ')}    ${' '.repeat(random.below(4))}${word}`;
  }
  end();
  return cards;
}
