import type { ComponentType } from 'react';
import type { RailGroup } from './rail-group.ts';

/** A place in the Studio that shows no single artefact: the records of the application, its history, a search over everything. */
export interface ToolView {
  /** In the address, after `/-/`. */
  readonly key: string;
  /** As the rail calls it; texts are found by `studio.tool.<key>`. */
  readonly title: string;
  /** Of the Tabler set. */
  readonly icon: string;
  readonly group: RailGroup;
  /** Whether it shows the artefact that is open when it is chosen: its id is then the first of `rest`. */
  readonly ofArtefact?: true;
  /** Fetched when it is first opened. `rest` is what follows its key in the address, and its own matter. */
  load(): Promise<ComponentType<{ readonly rest: readonly string[] }>>;
}

/** Stands in an address where the kind of an artefact does, so that no kind can be mistaken for a tool. */
export const toolMark = '-';
