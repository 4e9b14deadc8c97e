const accented: Readonly<Record<string, string>> = {
  ...{ a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'í', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ', n: 'ñ', o: 'ó', p: 'þ' },
  ...{ q: 'ɋ', r: 'ŕ', s: 'š', t: 'ŧ', u: 'ú', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž', A: 'Å', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', F: 'Ƒ' },
  ...{ G: 'Ĝ', H: 'Ĥ', I: 'Î', J: 'Ĵ', K: 'Ķ', L: 'Ļ', M: 'Ṁ', N: 'Ñ', O: 'Ö', P: 'Þ', Q: 'Ɋ', R: 'Ŕ', S: 'Š', T: 'Ŧ', U: 'Û', V: 'Ṽ' },
  ...{ W: 'Ŵ', X: 'Ẋ', Y: 'Ý', Z: 'Ž' },
};

/** How much longer texts become in other languages than English. */
const longer = 0.4;

/** A text in a language that nobody speaks: what is not accented is not translatable, what is cut off has too little room. */
export function pseudoText(text: string): string {
  const parts = text.split(/(\{\{.*?\}\})/s);
  const written = parts.map((part) => (part.startsWith('{{') ? part : [...part].map((letter) => accented[letter] ?? letter).join('')));
  const letters = parts.filter((part) => !part.startsWith('{{')).join('').length;
  return `[${written.join('')}${'~'.repeat(Math.ceil(letters * longer))}]`;
}
