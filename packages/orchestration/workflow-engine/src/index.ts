export { type Advance, advance, newInstance } from './advance.ts';
export { type Behaviour, type BehaviourName, behaviours, newestBehaviour } from './behaviours.ts';
export { processErrors } from './errors.ts';
export { mainProcess } from './model/main-process.ts';
export type { ReplayDifference } from './replay/paired-events.ts';
export { type RecordedEntry, type Replayed, type ReplayOptions, replayHistory } from './replay/replay-history.ts';
export { isCron, nextTime, readCron, splitZone } from './run/cron.ts';
export type { AdvanceOptions } from './run/run.ts';
export { laterBy, nextInCycle } from './run/timer.ts';
export { type Answer, readScript, type Script, type Step } from './simulation/script.ts';
export { type Outcome, type Simulated, simulate, type TraceLine, type Waiting } from './simulation/simulate.ts';
export type { Effect, HistoryEvent } from './state/history.ts';
export type { Incident, InstanceState, Visit, Wait } from './state/instance-state.ts';
export { type MoveProblem, problemsOfMove } from './state/move.ts';
export { packHistory, packState, unpackHistory, unpackState } from './state/packed-state.ts';
export {
  type Awaited,
  awaitedIn,
  instanceVariables,
  messageKey,
  type PendingWork,
  type ProcessStart,
  pendingWork,
  priorityOf,
  restingVisit,
  startsOf,
  type WebhookStart,
  webhookStartsOf,
  workVariables,
} from './state/pending.ts';
export type { Stimulus } from './state/stimulus.ts';
export { feelContext, type StoredStimulus, storedStimulus } from './state/stored-stimulus.ts';
export { fromStored, type StoredValue, type StoredVariables, storableText, toStored } from './state/stored-value.ts';
