/** Milliseconds after which what waits no longer does: a window that nobody sees paints no frame, and a busy one is never idle. */
const longest = 100;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Runs what only follows what a person did once that was painted and there is nothing else to do, such as taking the next key; all of it
 * together. At once is what they look at. What is asked for twice meanwhile is run once.
 */
export function afterPaint(run: () => void): void {
  waiting.add(run);
  if (timer !== undefined) return;
  const begun = setTimeout(runAll, longest);
  timer = begun;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    // What is posted in a frame arrives when the frame was painted.
    port1.onmessage = () => {
      port1.close();
      // What was asked for since waits for a frame of its own.
      whenIdle(() => timer === begun && runAll());
    };
    port2.postMessage(null);
  });
}

/** What was asked for and then is not wanted any more. */
export function notAfterPaint(run: () => void): void {
  waiting.delete(run);
}

function whenIdle(run: () => unknown): void {
  // Not every browser tells when it has nothing else to do.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run);
  else run();
}

function runAll(): void {
  clearTimeout(timer);
  timer = undefined;
  const due = [...waiting];
  waiting.clear();
  for (const run of due) run();
}
