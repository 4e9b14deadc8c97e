import type { ChannelPeer, liveBranch, Person } from '@plinth/api-contract';

/** Somebody's window at a branch, connected to this server. */
export interface Seat {
  person: Person;
  /** What it has heard of the log. */
  position: number;
  /** Whether it has been told where it stands; before that it is told nothing else. */
  seated: boolean;
  readonly peer: ChannelPeer<typeof liveBranch>;
}
