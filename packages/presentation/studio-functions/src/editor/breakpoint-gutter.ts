import { type EditorState, type Extension, RangeSet, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter, keymap } from '@codemirror/view';
import type { Breakpoint } from '@plinth/api-contract';

/** What the editor shows of a debugger. */
export interface ShownDebugging {
  readonly breakpoints: readonly Breakpoint[];
  /** Lines of those at which nothing can be stopped. */
  readonly nowhere: ReadonlySet<number>;
  /** The line of the frame that is looked at, and whether it is the one where the function stands; null where it runs. */
  readonly standing: { readonly line: number; readonly isTop: boolean } | null;
}

export interface BreakpointGutterOptions {
  readonly onToggle: (line: number) => void;
  readonly onCondition: (line: number) => void;
  /** Lines were written above them: where they are now. */
  readonly onMove: (breakpoints: readonly Breakpoint[]) => void;
}

interface Kept {
  readonly shown: ShownDebugging;
  /** Beginnings of the lines of the breakpoints, in their order. */
  readonly places: readonly number[];
  readonly standingAt: number | null;
}

const show = StateEffect.define<ShownDebugging>();
const nothing: Kept = { shown: { breakpoints: [], nowhere: new Set(), standing: null }, places: [], standingAt: null };

const kept = StateField.define<Kept>({
  create: () => nothing,
  update(value, transaction) {
    let now = value;
    if (transaction.docChanged) {
      const moved = (place: number) => transaction.newDoc.lineAt(transaction.changes.mapPos(place)).from;
      now = { ...now, places: now.places.map(moved), standingAt: now.standingAt === null ? null : moved(now.standingAt) };
    }
    for (const effect of transaction.effects) if (effect.is(show)) now = keptOf(effect.value, transaction.newDoc);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field, standingLine),
});

function keptOf(shown: ShownDebugging, doc: EditorState['doc']): Kept {
  const place = (line: number) => doc.line(Math.min(Math.max(1, line), doc.lines)).from;
  return {
    shown,
    places: shown.breakpoints.map(({ line }) => place(line)),
    standingAt: shown.standing === null ? null : place(shown.standing.line),
  };
}

const [top, below] = [Decoration.line({ class: 'cm-standing' }), Decoration.line({ class: 'cm-standing-below' })];

function standingLine({ shown: { standing }, standingAt }: Kept): DecorationSet {
  return standing === null || standingAt === null ? Decoration.none : Decoration.set((standing.isTop ? top : below).range(standingAt));
}

class Mark extends GutterMarker {
  readonly #name: string;

  constructor(name: string) {
    super();
    this.#name = name;
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof Mark && other.#name === this.#name;
  }

  override toDOM(): Node {
    const element = document.createElement('span');
    element.className = `cm-breakpoint ${this.#name}`;
    return element;
  }
}

const marks = { plain: new Mark('cm-plain'), conditional: new Mark('cm-conditional'), nowhere: new Mark('cm-nowhere') } as const;

/** The edge at which breakpoints are set and seen, with F9, and Shift and F9 for one with a condition; and the line where the function stands. */
export function breakpointGutter({ onToggle, onCondition, onMove }: BreakpointGutterOptions): Extension {
  const lineAt = (view: EditorView, place = view.state.selection.main.head) => view.state.doc.lineAt(place).number;
  const press = (does: (line: number) => void) => (view: EditorView) => {
    does(lineAt(view));
    return true;
  };
  return [
    kept,
    gutter({
      class: 'cm-breakpoints',
      markers: (view) => {
        const { shown, places } = view.state.field(kept);
        const builder = new RangeSetBuilder<GutterMarker>();
        const found = places
          .map((place, at) => ({ place, breakpoint: shown.breakpoints[at] }))
          .sort((one, other) => one.place - other.place);
        for (const { place, breakpoint } of found) {
          if (breakpoint === undefined) continue;
          const isNowhere = shown.nowhere.has(breakpoint.line);
          builder.add(place, place, isNowhere ? marks.nowhere : breakpoint.condition === undefined ? marks.plain : marks.conditional);
        }
        return places.length === 0 ? RangeSet.empty : builder.finish();
      },
      initialSpacer: () => marks.plain,
      domEventHandlers: {
        mousedown(view, { from }, event) {
          if ((event as MouseEvent).button !== 0) return false;
          onToggle(lineAt(view, from));
          return true;
        },
        contextmenu(view, { from }, event) {
          event.preventDefault();
          onCondition(lineAt(view, from));
          return true;
        },
      },
    }),
    keymap.of([{ key: 'F9', run: press(onToggle), shift: press(onCondition), preventDefault: true }]),
    EditorView.updateListener.of(({ docChanged, state, startState }) => {
      const { shown, places } = state.field(kept);
      if (!docChanged || places.length === 0 || startState.field(kept).shown !== shown) return;
      const moved = new Map(shown.breakpoints.map((each, at) => [state.doc.lineAt(places[at] ?? 0).number, each]));
      const now = [...moved].map(([line, each]) => ({ ...each, line })).sort((one, other) => one.line - other.line);
      const isSame = now.length === shown.breakpoints.length && now.every(({ line }, at) => line === shown.breakpoints[at]?.line);
      // What an update is heard by must not begin another.
      if (!isSame) queueMicrotask(() => onMove(now));
    }),
  ];
}

/** Shows what there is now, and leads to the line where the function stands. */
export function showDebugging(view: EditorView, shown: ShownDebugging): void {
  const before = view.state.field(kept).shown.standing;
  const { standing } = shown;
  const isNew = standing !== null && (before?.line !== standing.line || before.isTop !== standing.isTop);
  const { doc } = view.state;
  const line = doc.line(Math.min(Math.max(1, standing?.line ?? 1), doc.lines));
  view.dispatch({
    effects: isNew ? [show.of(shown), EditorView.scrollIntoView(line.from, { y: 'nearest', yMargin: 40 })] : [show.of(shown)],
    ...(isNew ? { selection: { anchor: line.from } } : {}),
  });
}
