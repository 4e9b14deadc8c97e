export { assignRole, listRoleAssignments, unassignRole } from './operations.ts';
export { NameKey, RoleAssignment } from './role-assignment.ts';
