import type { ChannelPeer, liveBranch, Person } from '@plinth/api-contract';

/** Somebody's window at a branch, connected to this server. */
export interface Seat {
  person: Person;
  /** What it has heard of the log. */
  position: number;
  /** Up to where it was told what is tentative; not before its position. */
  foreseen: number;
  /** Whether it wants to hear what is not committed yet. */
  readonly foresees: boolean;
  /** Whether it has been told where it stands; before that it is told nothing else. */
  seated: boolean;
  readonly peer: ChannelPeer<typeof liveBranch>;
}
