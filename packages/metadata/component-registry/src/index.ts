export { registryErrors } from './errors.ts';
export { propertyCheck } from './metadata/property-check.ts';
export {
  type Advisory,
  type ComponentFlags,
  noFlags,
  type PublishedComponent,
  type PublisherSignature,
} from './published-component.ts';
export { type ComponentRegistry, createRegistry, type RegistryOptions, type ResolveOptions } from './registry.ts';
export type { RefusedVersion } from './resolution/catalogue.ts';
export type { ComponentCompatibility } from './resolution/compatibility.ts';
export type { ComponentLock, LockedComponent, LockProblem } from './resolution/lock.ts';
export type { ConflictStrategy, Resolution, ResolutionWarning } from './resolution/resolution.ts';
export { contentSignature } from './signature/content-signature.ts';
export { signComponent } from './signature/publisher-signature.ts';
export { type PublisherKey, type TrustStore, trustStore } from './signature/trust-store.ts';
export type { ComponentStore, StoreChanges } from './store/component-store.ts';
export { memoryComponentStore } from './store/memory-component-store.ts';
