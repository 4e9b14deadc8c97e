/** How many may do something at once. */
export interface FairTurnsOptions {
  readonly atOnce: number;
  /** Of one owner. */
  readonly each: number;
  /** Of one owner that wait. */
  readonly waitingEach: number;
}

interface Owner {
  running: number;
  readonly waiting: (() => void)[];
}

/** Lets several owners do something that costs, a few at once, by turns: whoever wants much waits for themselves and not for others. */
export class FairTurns {
  readonly #options: FairTurnsOptions;
  /** Those who do or wait for something, the one that came last behind all others. */
  readonly #owners = new Map<string, Owner>();
  #running = 0;

  constructor(options: FairTurnsOptions) {
    this.#options = options;
  }

  /** Does it when it is the owner's turn; `refused` throws where too many of theirs wait already. */
  async take<Result>(name: string, work: () => Promise<Result>, refused: () => never): Promise<Result> {
    const owner = this.#owners.get(name) ?? { running: 0, waiting: [] };
    this.#owners.set(name, owner);
    if (this.#running < this.#options.atOnce && owner.running < this.#options.each) this.#begin(owner);
    else {
      if (owner.waiting.length >= this.#options.waitingEach) refused();
      await new Promise<void>((resolve) => owner.waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      owner.running--;
      this.#running--;
      if (owner.running === 0 && owner.waiting.length === 0) this.#owners.delete(name);
      this.#next();
    }
  }

  #begin(owner: Owner): void {
    owner.running++;
    this.#running++;
  }

  #next(): void {
    if (this.#running >= this.#options.atOnce) return;
    for (const [name, owner] of this.#owners) {
      if (owner.running >= this.#options.each) continue;
      const wake = owner.waiting.shift();
      if (wake === undefined) continue;
      // The next time it is somebody else's turn first.
      this.#owners.delete(name);
      this.#owners.set(name, owner);
      this.#begin(owner);
      wake();
      return;
    }
  }
}
