/** The token of a distance on the 4 px grid. */
export function spaceOf(step: string): string {
  return step === '0' ? '0px' : `var(--space-${step})`;
}
