import type { DefinitionSnapshot, KeptReplica, LogEntry, Overwritten, RefusedAction } from '@plinth/app-definition';

/** What changes with every action. */
export interface WorkState {
  readonly replica: KeptReplica;
  /** What was told and not answered yet. */
  readonly refused: readonly RefusedAction[];
  readonly overwritten: readonly Overwritten[];
}

/** A definition as it was at a position of the log. */
export interface WorkBase {
  readonly snapshot: DefinitionSnapshot;
  readonly position: number;
}

/** Everything that one window kept of one person's work on one branch. */
export interface KeptWork {
  readonly window: string;
  /** Tenant, application, branch and member, as {@link scopeOf} writes them. */
  readonly scope: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly base: WorkBase;
  /** Of the log, from the base to the position of the state. */
  readonly entries: readonly LogEntry[];
  readonly state: WorkState;
}

/** A change of what a window keeps. With a base, entries before it are no longer needed. */
export interface WorkChange extends Pick<KeptWork, 'window' | 'scope' | 'savedAt' | 'entries' | 'state'> {
  readonly base: WorkBase | null;
}

/** Port: where work is kept on this device. Whatever it rejects with, nothing of what was there is lost. */
export interface WorkStorage {
  list(scope: string): Promise<readonly KeptWork[]>;
  /** All of the change or nothing. */
  write(change: WorkChange): Promise<void>;
  remove(window: string): Promise<void>;
}

/** Names whose work it is and on what: another member of the same browser never sees it. */
export function scopeOf(target: {
  readonly tenant: string;
  readonly application: string;
  readonly branch?: string;
  readonly memberId: string;
}) {
  return [target.tenant, target.application, target.branch ?? 'main', target.memberId].map(encodeURIComponent).join('/');
}
