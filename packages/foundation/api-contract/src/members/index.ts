export { Email, Member, MemberId, MemberStatus, PersonName, TenantRoleName } from './member.ts';
export { OneTimeLink } from './one-time-link.ts';
export { createMemberLink, inviteMember, listMembers, readMember, signOutMember, updateMember } from './operations.ts';
