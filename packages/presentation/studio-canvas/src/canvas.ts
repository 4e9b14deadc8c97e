import type { ApplicationShell, PagePlan } from '@plinth/api-contract';

/** Name of the event on the frame's element by which a canvas gives itself to the Studio, as `detail`. */
export const canvasReady = 'plinth-canvas';

/** A rectangle in pixels of the canvas's document. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** With which data a page is looked at: what the environment has, samples, or one of the states in which there is none. */
export type CanvasData = 'live' | 'samples' | 'loading' | 'empty' | 'error';

/** What a canvas shows. */
export interface CanvasPage {
  readonly plan: PagePlan;
  readonly shell: ApplicationShell;
  /** What a query gives that the environment does not know yet, by its id; all others are asked. */
  readonly samples: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** Absent: live. */
  readonly data?: CanvasData;
  /** What a composite is looked at with, for nobody gives it anything here. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** A page shown to be changed. The document is as high as its page, so its pixels are those of the frame. */
export interface Canvas {
  /** Shows another plan; what did not change stays as it stands. */
  show(page: CanvasPage): void;
  /** Where an instance is drawn, once for each row it stands in; empty while it is not drawn. */
  boxesOf(instance: string): readonly Box[];
  /** Width of what an instance may fill where it stands, in pixels: what is around it without its padding, or a column of it; null while it is not drawn. */
  roomOf(instance: string): number | null;
  /** Where an empty slot waits. */
  emptySlotBox(instance: string): Box | null;
  /** The innermost instance at a point. */
  instanceAt(x: number, y: number): string | null;
  /** Which way its language is written. */
  direction(): 'ltr' | 'rtl';
  /** Does what a click there does in the running application. */
  click(x: number, y: number): void;
  /** What a name of the page stands for now, as JSON; null where the page has no such name. */
  read(name: string): string | null;
  /** Opens the dialog or drawer of that name. */
  open(name: string): void;
  /** Tells whenever something may stand elsewhere, with the height of the page. */
  onLayout(tell: (height: number) => void): () => void;
}
