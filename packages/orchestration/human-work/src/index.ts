export { humanWorkErrors } from './errors.ts';
export { type HumanWork, type HumanWorkOptions, humanWork } from './human-work.ts';
export { type Applications, TaskMailer, type TaskMailerOptions } from './mails/task-mailer.ts';
export { humanWorkMigrations } from './migrations.ts';
export type { TaskMembers, WantedHolders } from './task-members.ts';
