import { type ReadonlySignal, signal } from '@preact/signals-core';
import { createContext, type ReactNode } from 'react';
import { windowQuery } from './window-query.ts';

/** Whether a panel is open, and its width or height in pixels. */
export interface PanelState {
  readonly open: boolean;
  readonly size: number;
}

/** The panels that the frame lends to its views. */
export interface FramePanels {
  readonly left: ReadonlySignal<PanelState>;
  readonly right: ReadonlySignal<PanelState>;
  readonly bottom: ReadonlySignal<PanelState>;
  setLeft(state: PanelState): void;
  setRight(state: PanelState): void;
  setBottom(state: PanelState): void;
  /**
   * Opens or closes a panel at the side; on a narrow window they take turns, for between both there is no room to work, and on a
   * phone, where they stand over everything, the drawer below closes too.
   */
  toggle(side: 'left' | 'right'): void;
  /** The list of artefacts, above what a view has to say. */
  readonly artefacts: ReactNode;
}

export const FrameContext = createContext<FramePanels | null>(null);

const narrow = 1080;
/** As the styles have it: below, panels stand over the work. */
const phone = windowQuery('(width < 640px)');
export const isPhone = phone.matches;
/** Whether the window is as narrow as a phone's, also when it is turned. */
export const useIsPhone = phone.useMatches;

/** Panels as this device last had them; on a narrow window only the left one is open at first. */
export function rememberedPanels(): Omit<FramePanels, 'artefacts'> {
  const wide = window.innerWidth >= narrow;
  const left = remembered('left', { open: wide || window.innerWidth > 720, size: 264 });
  const right = remembered('right', { open: wide, size: 304 });
  const bottom = remembered('bottom', { open: false, size: 220 });
  return {
    ...{ left: left.state, right: right.state, bottom: bottom.state },
    ...{ setLeft: left.set, setRight: right.set, setBottom: bottom.set },
    toggle(side) {
      const [panel, other] = side === 'left' ? [left, right] : [right, left];
      const open = !panel.state.value.open;
      panel.set({ ...panel.state.value, open });
      if (open && window.innerWidth < narrow) other.set({ ...other.state.value, open: false });
      if (open && isPhone()) bottom.set({ ...bottom.state.value, open: false });
    },
  };
}

function remembered(name: string, first: PanelState) {
  const key = `plinth-studio-panel-${name}`;
  const state = signal<PanelState>(read(key) ?? first);
  return {
    state,
    set(next: PanelState) {
      state.value = next;
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Storage may be denied; then it lasts as long as the window.
      }
    },
  };
}

function read(key: string): PanelState | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<PanelState> | null;
    return typeof kept?.open === 'boolean' && typeof kept.size === 'number' ? { open: kept.open, size: kept.size } : null;
  } catch {
    return null;
  }
}
