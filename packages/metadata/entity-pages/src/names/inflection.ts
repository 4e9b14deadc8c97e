/** English words whose singular or plural no ending tells. */
const irregular: Readonly<Record<string, string>> = {
  person: 'people',
  child: 'children',
  man: 'men',
  woman: 'women',
  foot: 'feet',
  tooth: 'teeth',
  mouse: 'mice',
  goose: 'geese',
  datum: 'data',
  criterion: 'criteria',
  index: 'indexes',
  analysis: 'analyses',
  movie: 'movies',
  cookie: 'cookies',
  shoe: 'shoes',
};
const singulars = new Map(Object.entries(irregular).map(([one, many]) => [many, one]));

/** Words that are the same for one and many, or that no one counts. */
const uncounted = new Set(
  'audio data equipment feedback history information inventory media metadata money news series software species staff stock traffic'.split(
    ' ',
  ),
);

/** Words for one that end like words for many. */
const endsInS = /(?:ss|us|is|^(?:gas|lens|atlas|canvas|alias|bias|iris|chaos))$/;

/** The word for one of what an English word names, in small letters: `addresses` is `address`. Others stay. */
export function singularOf(word: string): string {
  const known = singulars.get(word);
  if (known !== undefined) return known;
  if (uncounted.has(word) || !word.endsWith('s') || endsInS.test(word) || word.length < 4) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz|[^aeiou]o|(?:stat|b|bon|camp|vir|census)us|lias|nvas|tlas)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** The word for many of what an English word names, in small letters. */
export function pluralOf(word: string): string {
  if (Object.hasOwn(irregular, word)) return irregular[word] ?? word;
  if (uncounted.has(word) || word === '' || !/[a-z]$/.test(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:s|x|z|ch|sh|[^aeiou]o)$/.test(word) && !/(?:photo|logo|memo|video|demo|info)$/.test(word)) return `${word}es`;
  return `${word}s`;
}
