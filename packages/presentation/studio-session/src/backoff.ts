/** Time until the next attempt in milliseconds: doubling from a quarter of a second to ten, by chance between half and all of it, so that not everybody comes back at once. */
export function backoff(attempt: number, chance: () => number = Math.random): number {
  const whole = Math.min(10_000, 250 * 2 ** Math.min(attempt, 10));
  return whole * (0.5 + chance() / 2);
}
