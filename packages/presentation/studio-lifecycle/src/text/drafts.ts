import type { Definition } from '@plinth/app-definition';
import type { StudioWork } from '@plinth/studio-frame';

/** A text that is being written, and the definition that it began with or was last brought to. */
export interface Draft {
  readonly text: string;
  readonly base: Definition;
}

const all = new WeakMap<StudioWork, Map<string, Draft>>();

/** Texts that are not kept yet, by file, as long as the application is open: looking at something else loses nothing. */
export function draftsOf(work: StudioWork): Map<string, Draft> {
  const known = all.get(work) ?? new Map<string, Draft>();
  all.set(work, known);
  return known;
}
