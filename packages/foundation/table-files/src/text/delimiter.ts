const candidates = [';', ',', '\t', '|'] as const;
const mostLines = 50;

/** How a file separates its values and ends its lines. */
export interface Layout {
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
}

/** Finds both in the beginning of a file; what stands in quotes does not count. `complete` tells that it is the whole file. */
export function detectLayout(sample: string, complete: boolean): Layout {
  const newline = sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
  const lines = countPerLine(sample, newline, complete);
  let best = { delimiter: ',', score: 0 };
  for (const [place, delimiter] of candidates.entries()) {
    const [first = 0] = lines.map((counts) => counts[place] ?? 0);
    if (first === 0) continue;
    const alike = lines.filter((counts) => counts[place] === first).length / lines.length;
    // What splits every line alike is the delimiter, even where another sign is more frequent.
    const score = alike * 1000 + Math.min(first, 500);
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, newline };
}

function countPerLine(sample: string, newline: string, complete: boolean): number[][] {
  const lines: number[][] = [];
  let counts = candidates.map(() => 0);
  let quoted = false;
  let empty = true;
  for (const character of sample) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === newline) {
      if (!empty) lines.push(counts);
      if (lines.length === mostLines) return lines;
      counts = candidates.map(() => 0);
      empty = true;
      continue;
    } else if (!quoted) {
      const place = candidates.indexOf(character as (typeof candidates)[number]);
      if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
    }
    if (character !== '\r') empty = false;
  }
  if ((complete || lines.length === 0) && !empty) lines.push(counts);
  return lines;
}
