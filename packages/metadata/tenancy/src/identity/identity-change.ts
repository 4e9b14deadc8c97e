/** Channel on which servers tell one another what a change made out of date. */
export const identityChannel = 'plinth_identity';

/** Something about a tenant's identities changed: one member, or with null the tenant as a whole. */
export interface IdentityChange {
  readonly tenantId: string;
  readonly memberId: string | null;
}

export function writeIdentityChange(change: IdentityChange): string {
  return change.memberId === null ? change.tenantId : `${change.tenantId} ${change.memberId}`;
}

/** Reads what {@link writeIdentityChange} wrote. */
export function readIdentityChange(text: string): IdentityChange {
  const [tenantId = '', memberId] = text.split(' ');
  return { tenantId, memberId: memberId ?? null };
}
