import type { JsonObject } from '@plinth/foundation';
import type { Effect, InstanceState, StoredStimulus, StoredVariables } from '@plinth/workflow-engine';
import type { RunnableProcess } from '../model/process-models.ts';
import type { Chain } from './chain.ts';

/** One advance, as it is kept in the history. */
export interface HistoryEntry {
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly stimulus: StoredStimulus;
  readonly events: readonly JsonObject[];
}

/** How an instance is begun. */
export interface StartRequest {
  readonly event?: string;
  readonly message?: string;
  readonly signal?: string;
  readonly variables: StoredVariables;
}

/** An instance whose row this transaction holds, with what has become of it and is not written yet. */
export interface HeldInstance {
  readonly id: string;
  readonly application: string;
  /** Of the application; a move changes it. */
  version: string;
  readonly process: string;
  readonly key: string | null;
  readonly startedBy: string;
  runnable: RunnableProcess;
  /** Whether its row is there already. */
  readonly isStored: boolean;
  /** The state as it is stored; null before it has begun. */
  readonly before: InstanceState | null;
  /** What it is to be started with, where it has not begun. */
  readonly start: StartRequest | null;
  state: InstanceState;
  revision: number;
  /** What led to what it does now. */
  chain: Chain;
  readonly history: HistoryEntry[];
  readonly effects: Effect[];
}
