import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** How far a run has come: what is kept beside its database, so that one that was stopped goes on. */
export interface Progress {
  /** Whether the application is published. */
  isPublished: boolean;
  /** Orders below this number are started and have their messages. */
  started: number;
  /** What was killed or frozen, how often. */
  done: Record<string, number>;
  /** Work of programs that was answered. */
  answered: number;
  seconds: number;
}

export function newProgress(): Progress {
  return { isPublished: false, started: 0, done: {}, answered: 0, seconds: 0 };
}

/** How often something was killed or frozen. */
export function timesOf({ done }: Progress): number {
  return Object.values(done).reduce((sum, count) => sum + count, 0);
}

/** The progress that a file holds; that of the beginning where there is no file. */
export function readProgress(file: string): Progress {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Progress) : newProgress();
}

/** Written beside and renamed: whoever is killed in between leaves the one before. */
export function keepProgress(file: string, progress: Progress): void {
  writeFileSync(`${file}.new`, JSON.stringify(progress));
  renameSync(`${file}.new`, file);
}
