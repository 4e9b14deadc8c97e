import { loadIcons } from '@plinth/component-kit';
import { PageView } from '@plinth/page-renderer';
import { changePlan, changingCount, saidOf } from './change-plan.ts';
import { changingValues, HandWrittenChanges, writeByEffects } from './hand-written-changes.tsx';
import { HandWrittenPage } from './hand-written-page.tsx';
import { loadComponents, openByPlan } from './open-by-plan.tsx';
import { type Shown, settled, shown, startScreen } from './screen.tsx';
import { sectionPlan } from './section-plan.ts';

export type PageSide = 'plan' | 'byHand';
export type ChangeSide = 'plan' | 'signalsInReact' | 'signals';

/** What the script that measures calls in the browser. */
export interface Measured {
  /** Shows the page of 500 components. */
  open(side: PageSide): Promise<Shown>;
  /** Leaves the page. */
  leave(): Promise<void>;
  settled(): Promise<void>;
  /** The page's DOM, without the names that are made anew for each opening. */
  markup(): string;
  /** Shows the 5,000 components and ties them to their values. */
  openChanging(side: ChangeSide): Promise<Shown>;
  /**
   * Changes so many values one after the other, each only when the one before is in the document, or where `laidOut` says
   * so also in the layout; gives the milliseconds for all.
   */
  change(count: number, laidOut: boolean): Promise<number>;
}

const page = sectionPlan();
const changing = changePlan();
let set: (index: number, value: number) => void = () => undefined;
let nodes: readonly CharacterData[] = [];
let changes = 0;

const measured: Measured = {
  open: (side) =>
    shown(() => {
      if (side === 'byHand') return <HandWrittenPage />;
      return <PageView runtime={openByPlan(page)} />;
    }),
  async leave() {
    await shown(() => null);
  },
  settled,
  markup: () =>
    document
      .querySelector('main')
      ?.innerHTML.replaceAll(/mantine-[a-z0-9]{9}/g, 'mantine')
      .replaceAll(/:?_?r_[a-z0-9]+_?:?/g, 'react') ?? '',
  async openChanging(side) {
    const result = await shown(() => {
      if (side === 'plan') {
        const runtime = openByPlan(changing);
        const names = Array.from({ length: changingCount }, (_, index) => `v${index}`);
        set = (index, value) => runtime.setState({ [names[index] ?? '']: value });
        return <PageView runtime={runtime} />;
      }
      const values = changingValues();
      set = (index, value) => {
        const changed = values[index];
        if (changed !== undefined) changed.value = value;
      };
      return <HandWrittenChanges values={values} />;
    });
    await settled();
    nodes = changingNodes();
    if (side === 'signals') {
      const values = changingValues();
      writeByEffects(values, nodes);
      set = (index, value) => {
        const changed = values[index];
        if (changed !== undefined) changed.value = value;
      };
    }
    return result;
  },
  async change(count, laidOut) {
    const started = performance.now();
    for (let turn = 0; turn < count; turn++) {
      changes += 1;
      // A prime stride visits components all over the page.
      const index = (changes * 1871) % changingCount;
      const value = changingCount + changes;
      set(index, value);
      // React writes at the end of the task's turn.
      await null;
      if (nodes[index]?.data !== saidOf(index, value)) {
        throw new Error(`Component ${index} says ${nodes[index]?.data} instead of ${saidOf(index, value)}.`);
      }
      if (laidOut) document.body.getBoundingClientRect();
    }
    return performance.now() - started;
  },
};

function changingNodes(): readonly CharacterData[] {
  const found = document.querySelectorAll('.text-module__text, .tag-module__text, .heading-module__heading, .stat-module__value');
  const said = [...found].flatMap(({ firstChild }) => (firstChild instanceof CharacterData ? [firstChild] : []));
  if (said.length !== changingCount) throw new Error(`There are ${said.length} changing components instead of ${changingCount}.`);
  return said;
}

await Promise.all([loadIcons(), loadComponents(page), loadComponents(changing)]);
await startScreen();
Reflect.set(globalThis, 'measured', measured);
