export type { AskedRows, AskSystem } from './actions/ask-action.ts';
export { type AppHost, type AppHostOptions, type AskableDecision, createAppHost } from './app-host.ts';
export type { ApplicationPlan } from './application-plan.ts';
export { definitionAdvice, meaningCheck } from './check/check-definition.ts';
export { type FindComponent, type KnownComponent, knownComponents } from './check/known-components.ts';
export type {
  AskOptions,
  DecisionAnswer,
  DecisionCompiler,
  PlannedDecision,
  PlannedDecisions,
  SettingValues,
} from './decisions/decision-compiler.ts';
export { hostErrors } from './errors.ts';
export type { SettingSource } from './live-settings.ts';
