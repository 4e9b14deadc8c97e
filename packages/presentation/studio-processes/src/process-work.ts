import { type Definition, type RecordOf, recordOf } from '@plinth/app-definition';
import { PlinthError } from '@plinth/foundation';
import type { StudioWork } from '@plinth/studio-frame';
import { type Signal, signal } from '@preact/signals-core';
import { createContext, useContext } from 'react';
import { drawnProcess, isDrawn } from './drawing/drawn-process.ts';
import type { Edit } from './edits/edit.ts';
import { withPools } from './edits/lane-edits.ts';
import type { ShownRun } from './simulation/shown-run.ts';

/** What is shown of a process. */
export type ProcessTab = 'diagram' | 'tests' | 'replay';

/** What the diagram waits for: the end of a flow, a kind for what is appended, inserted or changed. */
export type Asking =
  | { readonly kind: 'append' | 'change'; readonly node: string }
  | { readonly kind: 'connect'; readonly node: string }
  | { readonly kind: 'insert'; readonly flow: string }
  | { readonly kind: 'rename'; readonly node: string }
  | { readonly kind: 'add' | 'find' };

/** What the parts of an open process's view share. */
export interface ProcessWork {
  readonly work: StudioWork;
  readonly id: string;
  readonly tab: Signal<ProcessTab>;
  readonly asking: Signal<Asking | null>;
  /** A simulation that is drawn on the diagram. */
  readonly run: Signal<ShownRun | null>;
  definition(): Definition;
  record(): RecordOf<'process'> | null;
  /** Does an edit and selects what it says; tells whether it was done. Null does nothing; why one cannot be made is said. */
  edit(edit: Edit | null | (() => Edit | null)): boolean;
}

export const ProcessWorkContext = createContext<ProcessWork | null>(null);

export function useProcessWork(): ProcessWork {
  const work = useContext(ProcessWorkContext);
  if (work === null) throw new Error('A part of the view of processes was shown outside of it.');
  return work;
}

export function createProcessWork(work: StudioWork, id: string): ProcessWork {
  const definition = () => work.session.store.definition;
  return {
    work,
    id,
    tab: signal<ProcessTab>('diagram'),
    asking: signal<Asking | null>(null),
    run: signal<ShownRun | null>(null),
    definition,
    record: () => recordOf(definition(), 'process', id),
    edit(given) {
      const made = typeof given === 'function' ? madeOrSaid(work, given) : given;
      const edit = made === null ? null : madeOrSaid(work, () => withPoolsOf(id, definition(), made));
      if (edit === null || !work.act(edit.body, edit.intent)) return false;
      if (edit.selection !== undefined) work.selection.value = edit.selection;
      return true;
    },
  };
}

/** What follows from an edit for pools and lanes, where there are any. */
function withPoolsOf(id: string, definition: Definition, edit: Edit): Edit {
  const document = recordOf(definition, 'process', id)?.document;
  if (document === undefined || !/participant|lane/.test(document)) return edit;
  const drawn = drawnProcess(definition, id);
  return drawn === null || !isDrawn(drawn) ? edit : withPools(definition, drawn, edit);
}

/** The edit, or null where what was written cannot be kept, such as a control character, which XML has no form for. */
function madeOrSaid(work: StudioWork, make: () => Edit | null): Edit | null {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    work.say({ message: error.message, hint: error.hint, tone: 'bad' });
    return null;
  }
}
