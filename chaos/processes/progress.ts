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
