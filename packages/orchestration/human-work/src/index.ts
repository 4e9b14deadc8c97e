export { humanWorkErrors } from './errors.ts';
export { type HumanWork, type HumanWorkOptions, humanWork } from './human-work.ts';
export { humanWorkMigrations } from './migrations.ts';
export type { TaskMembers } from './task-members.ts';
