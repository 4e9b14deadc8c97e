import { type Definition, type RecordOf, recordOf, rulesOf, settingsOf } from '@plinth/app-definition';
import { answerOf } from '@plinth/decision-model';
import type { StudioWork } from '@plinth/studio-frame';
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { createContext, useContext } from 'react';
import type { DecisionDraft, Examination, Trial } from './examine/examination.ts';
import { Examiner } from './examine/examiner.ts';
import type { Edit } from './table/edit.ts';
import { at, type GridSelection } from './table/grid-selection.ts';

/** What is shown of a decision. */
export type DecisionTab = 'logic' | 'graph' | 'tests' | 'records';

/** A run of the decision that is drawn on its tables. */
export interface ShownRun {
  readonly name: string;
  readonly trial: Trial;
}

/** What the parts of an open decision's view share. */
export interface DecisionWork {
  readonly work: StudioWork;
  readonly id: string;
  /** The decision or function whose logic is shown. */
  readonly element: Signal<string>;
  readonly tab: Signal<DecisionTab>;
  /** The selected cells of the table that is shown. */
  readonly cells: Signal<GridSelection>;
  /** What is known of it as it was a moment ago; null before the first time. */
  readonly examination: ReadonlySignal<Examination | null>;
  readonly run: Signal<ShownRun | null>;
  definition(): Definition;
  record(): RecordOf<'decision'> | null;
  edit(edit: Edit | null): boolean;
  /** Shows the logic of an element. */
  show(element: string): void;
  /** Asks the decision with inputs and draws what happened on its tables. */
  tryOut(name: string, inputs: Readonly<Record<string, unknown>>): Promise<void>;
  close(): void;
}

export const DecisionWorkContext = createContext<DecisionWork | null>(null);

export function useDecisionWork(): DecisionWork {
  const work = useContext(DecisionWorkContext);
  if (work === null) throw new Error('A part of the view of decisions was shown outside of it.');
  return work;
}

/** Milliseconds of rest before a decision is examined. */
const rest = 120;

export function createDecisionWork(work: StudioWork, id: string): DecisionWork {
  const examination = signal<Examination | null>(null);
  const examiner = new Examiner((found) => {
    examination.value = found;
  });
  const definition = () => work.session.store.definition;
  const record = () => recordOf(definition(), 'decision', id);
  const draft = (): DecisionDraft | null => {
    const found = record();
    return found === null ? null : { record: found, rules: rulesOf(definition(), id), settings: settingsOf(definition()) };
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = '';
  const stop = effect(() => {
    work.session.revision.value;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = draft();
      if (now === null) return;
      // What others do elsewhere in the application changes nothing here.
      const text = JSON.stringify(now);
      if (text === seen) return;
      seen = text;
      examiner.examine(now);
    }, rest);
  });
  const first = record();
  const element = signal(first === null ? '' : firstElement(first));
  const tab = signal<DecisionTab>('logic');
  const cells = signal<GridSelection>(at(0, 0));
  const run = signal<ShownRun | null>(null);
  return {
    work,
    id,
    element,
    tab,
    cells,
    examination,
    run,
    definition,
    record,
    edit: (edit) => edit !== null && work.act(edit.body, edit.intent),
    show(name) {
      if (element.value !== name) cells.value = at(0, 0);
      element.value = name;
      tab.value = 'logic';
    },
    async tryOut(name, inputs) {
      const now = draft();
      if (now !== null) run.value = { name, trial: await examiner.tryOut(now, inputs) };
    },
    close() {
      clearTimeout(timer);
      stop();
      examiner.close();
    },
  };
}

/** The first table, which people come for; else what answers. */
function firstElement(record: RecordOf<'decision'>): string {
  const answer = answerOf(record);
  if (record.decisions[answer]?.table !== undefined) return answer;
  const table = Object.entries(record.decisions).find(([, { table: found }]) => found !== undefined);
  return table?.[0] ?? (Object.hasOwn(record.decisions, answer) ? answer : (Object.keys(record.decisions)[0] ?? answer));
}
