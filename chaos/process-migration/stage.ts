import type { ReplayReport } from '@plinth/api-contract';
import { newProgress, type Progress } from '../processes/progress.ts';

/** What was to become of the instances, as the platform said before it was done. */
export interface Report {
  readonly moved: number;
  readonly stay: number;
  /** Why instances stay, and how many. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** How far a run has come: what is kept beside its database, so that one that was stopped goes on. */
export interface Stage extends Progress {
  /** Whether each instance stands at its place. */
  isPlaced: boolean;
  replay: Pick<ReplayReport, 'histories' | 'same' | 'differs' | 'stops'> | null;
  /** Whether the new version is published. */
  isNew: boolean;
  report: Report | null;
  isMoved: boolean;
}

export function newStage(): Stage {
  return { ...newProgress(), isPlaced: false, replay: null, isNew: false, report: null, isMoved: false };
}
