import { PlinthProvider } from '@plinth/component-kit';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** Milliseconds from the beginning until the DOM was there, and until the frame with it was painted. */
export interface Shown {
  readonly committed: number;
  readonly painted: number;
}

let show: (element: ReactNode) => void = () => undefined;
let committed: () => void = () => undefined;

/** Stands for the Player that is open already when a page is opened. */
export function startScreen(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('There is no place for the screen.');
  return new Promise((resolve) => {
    committed = resolve;
    createRoot(root).render(
      <PlinthProvider colourScheme="light" locale="en" density="roomy">
        <Screen />
      </PlinthProvider>,
    );
  });
}

function Screen() {
  const [element, setElement] = useState<ReactNode>(null);
  useLayoutEffect(() => {
    show = setElement;
    if (element !== undefined) committed();
  }, [element]);
  return <main>{element}</main>;
}

/** Makes a page and shows it; resolves when its first frame is painted. */
export function shown(make: () => ReactNode): Promise<Shown> {
  return new Promise((resolve) => {
    const started = performance.now();
    committed = () => {
      const atCommit = performance.now();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        // What is posted in a frame arrives when the frame was painted.
        port1.onmessage = () => resolve({ committed: atCommit - started, painted: performance.now() - started });
        port2.postMessage(null);
      });
    };
    show(make());
  });
}

/** Resolves when the page has nothing more to do. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => setTimeout(resolve, 100))));
  });
}
