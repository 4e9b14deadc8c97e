/** Instances are told apart by the end of their ids; what comes before it is the time. */
export function shortOf(id: string): string {
  return id.slice(-8);
}
