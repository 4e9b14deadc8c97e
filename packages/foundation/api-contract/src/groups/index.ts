export { Group, GroupKey, GroupName } from './group.ts';
export {
  addGroupMember,
  createGroup,
  deleteGroup,
  listGroupMembers,
  listGroups,
  removeGroupMember,
  updateGroup,
} from './operations.ts';
