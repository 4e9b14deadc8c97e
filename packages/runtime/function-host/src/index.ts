export {
  ApplicationFunctions,
  type ApplicationFunctionsOptions,
  type FunctionCaller,
  type PlatformAnswer,
  type PlatformCall,
} from './api/application-functions.ts';
export { debugChannels } from './api/debug-channels.ts';
export { functionOperations } from './api/function-operations.ts';
export { requirePublishable } from './api/require-publishable.ts';
export type { CompiledFunction } from './build/compile-function.ts';
export type { ConnectionPort, EventsPort, FunctionWorld, RecordsPort, ToldEvent, TracedRequest } from './capabilities/capabilities.ts';
export type { ConversationPort, FunctionConversation } from './capabilities/conversations.ts';
export { type Grants, noGrants, type RecordOperation } from './capabilities/grants.ts';
export { recordsPort } from './capabilities/records-port.ts';
export { functionErrors } from './errors.ts';
export {
  type FunctionAnswer,
  FunctionHost,
  type FunctionHostOptions,
  type FunctionToCall,
  type LogLine,
} from './function-host.ts';
export { type CallLimits, defaultLimits, greatestLimits } from './limits.ts';
export type { FunctionPackages, LockedPackage, PackageLock } from './packages/locked-packages.ts';
export { PackageStore, type PackageStoreOptions } from './packages/package-store.ts';
export { FunctionStarts, type FunctionStartsOptions, startingTypes } from './starts/function-starts.ts';
export { functionMigrations } from './starts/migrations.ts';
export { type FunctionSchedule, type NextDue, publishFunctionSchedules } from './starts/publish-function-schedules.ts';
export { ScheduleWorker, type ScheduleWorkerOptions } from './starts/schedule-worker.ts';
export { type WallName, wallNames } from './walls/walls.ts';
