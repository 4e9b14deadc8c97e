import { loadIcons } from '@plinth/component-kit';
import { HandWrittenPage } from '../page-render/hand-written-page.tsx';
import { type Shown, settled, shown, startScreen } from '../page-render/screen.tsx';
import { repeats } from './big-application.ts';

/** What the script that measures calls in the browser: the floor, written by hand in React. */
export interface ByHand {
  /** Shows 2,500 components. */
  open(): Promise<Shown>;
  leave(): Promise<void>;
  /** Gives one of its buttons the focus, which changes one property of one section when it is pressed; where it stands, in pixels. */
  reach(): { readonly x: number; readonly y: number };
  /** Waits for the next key; then {@link painted} gives the milliseconds from there until the change was painted. */
  expect(): void;
  painted(): Promise<number>;
  settled(): Promise<void>;
}

const copies = Array.from({ length: repeats }, (_, copy) => `copy ${copy}`);
/** That of the first section. */
let button: HTMLButtonElement | undefined;
let painted: Promise<number> = Promise.resolve(0);

const byHand: ByHand = {
  open: () => shown(() => copies.map((copy) => <HandWrittenPage key={copy} />)),
  async leave() {
    await shown(() => null);
  },
  reach() {
    button ??= [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Refuse');
    if (button === undefined) throw new Error('There is no button.');
    button.focus();
    const { left, top, width, height } = button.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  },
  expect() {
    let began = 0;
    addEventListener(
      'keydown',
      () => {
        began = performance.now();
      },
      { capture: true, once: true },
    );
    painted = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          // What is posted in a frame arrives when the frame was painted.
          port1.onmessage = () => resolve(performance.now() - began);
          port2.postMessage(null);
        });
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  },
  painted: () => painted,
  settled,
};

await loadIcons();
await startScreen();
Reflect.set(globalThis, 'byHand', byHand);
