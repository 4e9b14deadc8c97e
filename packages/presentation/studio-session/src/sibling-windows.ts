import type { DefinitionAction } from '@plinth/app-definition';

/** What a window without a network has to send, and from where in the log. */
export interface WaitingWork {
  readonly position: number;
  readonly pending: readonly DefinitionAction[];
  /** Whether the others are to say what they have to send. */
  readonly asks: boolean;
}

/** Port: the other open windows of this browser in which one person has one branch open. */
export interface SiblingWindows {
  /** To all others, never to oneself. */
  tell(work: WaitingWork): void;
  close(): void;
}

export type OpenSiblings = (scope: string, hear: (work: WaitingWork) => void) => SiblingWindows;

/** By a BroadcastChannel of the page's origin; a browser that has none opens one window at a time as far as this goes. */
export const siblingWindows: OpenSiblings = (scope, hear) => {
  if (globalThis.BroadcastChannel === undefined) return { tell: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(`plinth-studio/${scope}`);
  channel.onmessage = ({ data }: MessageEvent<WaitingWork>) => hear(data);
  return { tell: (work) => channel.postMessage(work), close: () => channel.close() };
};
