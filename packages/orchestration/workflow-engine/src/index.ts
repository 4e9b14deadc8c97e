export { type Advance, advance, newInstance } from './advance.ts';
export { processErrors } from './errors.ts';
export type { AdvanceOptions } from './run/run.ts';
export { type Answer, readScript, type Script, type Step } from './simulation/script.ts';
export { type Outcome, type Simulated, simulate, type TraceLine } from './simulation/simulate.ts';
export type { Effect, HistoryEvent } from './state/history.ts';
export type { Incident, InstanceState, Visit, Wait } from './state/instance-state.ts';
export type { Stimulus } from './state/stimulus.ts';
export { fromStored, type StoredValue, type StoredVariables, toStored } from './state/stored-value.ts';
