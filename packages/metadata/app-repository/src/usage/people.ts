import { createHash } from 'node:crypto';

/** Bits that are kept of an application's people a day: their number can be told from how many are set, not who they are. */
export const places = 8192;

/** The bit of a person in an application; in another application it is another one. */
export function placeOf(tenantId: string, application: string, memberId: string): number {
  return createHash('sha256').update(`${tenantId} ${application} ${memberId}`).digest().readUInt32BE(0) % places;
}

/**
 * How many people most likely set so many bits (linear counting, Whang et al. 1990): exact for a few, within about two per cent
 * up to some ten thousand, and never more than 74,000.
 */
export function peopleOf(set: number): number {
  return Math.round(places * Math.log(places / Math.max(1, places - set)));
}
