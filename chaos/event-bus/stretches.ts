import { keep, readKept } from '../servers/kept-file.ts';

/** What a stretch of a run came to, once it was checked. */
export interface Stretch {
  readonly done: Readonly<Record<string, number>>;
  readonly committed: number;
  readonly rolledBack: number;
  readonly repeated: number;
  readonly deaths: number;
  readonly wrong: readonly string[];
  readonly seconds: number;
}

/** The stretches that a file holds of a run with this seed; none where there is no file. Throws where it is of another run. */
export function readStretches(file: string, seed: number): Stretch[] {
  const kept = readKept<{ seed: number; stretches: Stretch[] }>(file);
  if (kept === null) return [];
  if (kept.seed !== seed) throw new Error(`${file} is of the seed ${kept.seed}. Go on with that, or give another folder.`);
  return kept.stretches;
}

export function keepStretches(file: string, seed: number, stretches: readonly Stretch[]): void {
  keep(file, { seed, stretches });
}

/** All of them together. */
export function sumOf(stretches: readonly Stretch[]): Stretch {
  const sum = (count: (stretch: Stretch) => number) => stretches.reduce((total, stretch) => total + count(stretch), 0);
  const done: Record<string, number> = {};
  for (const stretch of stretches) for (const [what, times] of Object.entries(stretch.done)) done[what] = (done[what] ?? 0) + times;
  return {
    done,
    committed: sum(({ committed }) => committed),
    rolledBack: sum(({ rolledBack }) => rolledBack),
    repeated: sum(({ repeated }) => repeated),
    deaths: sum(({ deaths }) => deaths),
    wrong: stretches.flatMap(({ wrong }) => wrong),
    seconds: sum(({ seconds }) => seconds),
  };
}

/** What has to have happened for a run to have shown anything: each kind of misfortune, and events that came twice. In words; empty where it has. */
export function lackOf({ done, repeated }: Pick<Stretch, 'done' | 'repeated'>): readonly string[] {
  const kinds = ['broker killed', 'publisher killed', 'consumer killed', 'publisher frozen', 'consumer frozen'];
  const missing = kinds.filter((kind) => (done[kind] ?? 0) === 0).map((kind) => `no ${kind}`);
  return repeated > 0 ? missing : [...missing, 'nothing came twice'];
}
