export {
  ApplicationFunctions,
  type ApplicationFunctionsOptions,
  type FunctionCaller,
  type PlatformAnswer,
  type PlatformCall,
} from './api/application-functions.ts';
export { functionOperations } from './api/function-operations.ts';
export { requirePublishable } from './api/require-publishable.ts';
export { type CompiledFunction, sourceCharacters } from './build/compile-function.ts';
export type { ConnectionPort, FunctionWorld, RecordsPort, TracedRequest } from './capabilities/capabilities.ts';
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
export { type WallName, wallNames } from './walls/walls.ts';
