/** Steps of the same arithmetic, some 5 ms of a processor for 5; what it costs is the same wherever it runs. */
export function burn(milliseconds: number): number {
  let value = 1;
  for (let step = 0; step < milliseconds * 40_000; step++) value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
  return value;
}
