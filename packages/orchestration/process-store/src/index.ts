export type { MemberSource } from './access/member-source.ts';
export type { TaskDeed, TaskKeeper } from './access/task-keeper.ts';
export { TaskDesk, type TaskStanding } from './api/task-desk.ts';
export type { OutsideEffect, OutsideEffects, OutsideTask } from './effects/outside-effects.ts';
export { processStoreErrors } from './errors.ts';
export { processStoreMigrations } from './migrations.ts';
export { ProcessModels, type ReleaseSource, type RunningRelease } from './model/process-models.ts';
export { type ProcessServices, type ProcessServicesOptions, processServices } from './process-services.ts';
export { publishSchedules } from './schedule/publish-schedules.ts';
