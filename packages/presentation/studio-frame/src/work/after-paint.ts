/** Milliseconds after which what waits for a frame no longer does: a window that nobody sees paints none. */
const longest = 100;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Runs what only follows what a person did once that was painted, all of it together; at once is what they look at. What is asked for
 * twice meanwhile is run once.
 */
export function afterPaint(run: () => void): void {
  waiting.add(run);
  if (timer !== undefined) return;
  timer = setTimeout(runAll, longest);
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    // What is posted in a frame arrives when the frame was painted.
    port1.onmessage = () => {
      port1.close();
      runAll();
    };
    port2.postMessage(null);
  });
}

/** What was asked for and then is not wanted any more. */
export function notAfterPaint(run: () => void): void {
  waiting.delete(run);
}

function runAll(): void {
  clearTimeout(timer);
  timer = undefined;
  const due = [...waiting];
  waiting.clear();
  for (const run of due) run();
}
