import { loadIcons } from '@plinth/component-kit';
import { HandWrittenPage } from '../page-render/hand-written-page.tsx';
import { type Shown, settled, shown, startScreen } from '../page-render/screen.tsx';
import { repeats } from './big-application.ts';

/** What the script that measures calls in the browser: the floor, written by hand in React. */
export interface ByHand {
  /** Shows 2,500 components. */
  open(): Promise<Shown>;
  leave(): Promise<void>;
  /** Changes one property of one section; gives the milliseconds until it was painted. */
  change(): Promise<number>;
  settled(): Promise<void>;
}

const copies = Array.from({ length: repeats }, (_, copy) => `copy ${copy}`);
/** That of the first section. */
let button: HTMLButtonElement | undefined;

const byHand: ByHand = {
  open: () => shown(() => copies.map((copy) => <HandWrittenPage key={copy} />)),
  async leave() {
    await shown(() => null);
  },
  change() {
    // Found once: to look for it is no part of the change.
    button ??= [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Refuse');
    const began = performance.now();
    return new Promise((resolve) => {
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
      button?.click();
    });
  },
  settled,
};

await loadIcons();
await startScreen();
Reflect.set(globalThis, 'byHand', byHand);
