import type { FunctionWork } from '../function-work.ts';

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  preventDefault(): void;
}

/** The keys that people know from other debuggers. */
export function debugKeys(event: Pressed, { debug, debugNow }: Pick<FunctionWork, 'debug' | 'debugNow'>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isPaused = debug.state.peek() === 'paused';
  const keys: ReadonlyMap<string, () => void> = new Map([
    ['F5', () => (isPaused ? debug.resume('on') : debugNow())],
    ['Shift F5', debug.stop],
    ['F6', debug.askToPause],
    ['F10', () => debug.resume('over')],
    ['F11', () => debug.resume('into')],
    ['Shift F11', () => debug.resume('out')],
  ]);
  const does = keys.get(`${event.shiftKey ? 'Shift ' : ''}${event.key}`);
  if (does === undefined) return;
  // What the browser would do instead, reload above all, would lose the pause.
  event.preventDefault();
  does();
}
