/** A rest that somebody may end. One that is ended while nobody rests is remembered, so that nothing is slept through. */
export class Pause {
  #end: (() => void) | null = null;
  #isEnded = false;

  end(): void {
    this.#isEnded = true;
    this.#end?.();
  }

  /** True where it was ended early. */
  async rest(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    if (!this.#isEnded && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#end = null;
    }
    const woken = this.#isEnded;
    this.#isEnded = false;
    return woken;
  }
}
