import { loadIcons } from '@plinth/component-kit';
import { HandWrittenPage } from '../page-render/hand-written-page.tsx';
import { type Shown, settled, shown, startScreen } from '../page-render/screen.tsx';
import { repeats } from './big-application.ts';

/** What the script that measures calls in the browser: the floor, written by hand in React. */
export interface ByHand {
  /** Shows 2,500 components. */
  open(): Promise<Shown>;
  leave(): Promise<void>;
  /** Gives the focus to the one of two buttons that, pressed, makes the text of a badge beside it another; where it stands, in pixels. */
  reach(): { readonly x: number; readonly y: number };
  /** Waits for the next key; then {@link painted} gives the milliseconds from there until the change was painted. */
  expect(): void;
  painted(): Promise<number>;
  settled(): Promise<void>;
}

const copies = Array.from({ length: repeats }, (_, copy) => `copy ${copy}`);
/** Those of the first section. Each press is of the other one: what is pressed again changes nothing that could be painted. */
let buttons: readonly HTMLButtonElement[] = [];
let pressed = 0;
let painted: Promise<number> = Promise.resolve(0);

const byHand: ByHand = {
  open: () => shown(() => copies.map((copy) => <HandWrittenPage key={copy} />)),
  async leave() {
    await shown(() => null);
  },
  reach() {
    // Found once: to look for them is no part of the change.
    if (buttons.length === 0)
      buttons = [...document.querySelectorAll('button')].filter(({ textContent }) => /^(Refuse|Close)$/.test(textContent)).slice(0, 2);
    const button = buttons[pressed++ % buttons.length];
    if (button === undefined) throw new Error('There is no button.');
    button.focus({ preventScroll: true });
    const { left, top, width, height } = button.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  },
  expect() {
    let began = 0;
    addEventListener(
      'keydown',
      () => {
        began = performance.now();
        performance.mark('key');
      },
      { capture: true, once: true },
    );
    painted = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          // What is posted in a frame arrives when the frame was painted.
          port1.onmessage = () => {
            resolve(performance.now() - began);
            performance.mark('painted');
          };
          port2.postMessage(null);
        });
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  },
  painted: () => painted,
  settled,
};

await loadIcons();
await startScreen();
Reflect.set(globalThis, 'byHand', byHand);
