export { type AppHost, type AppHostOptions, createAppHost } from './app-host.ts';
export type { ApplicationPlan } from './application-plan.ts';
export { hostErrors } from './errors.ts';
