import { useRenderServices, useText } from '@plinth/component-kit';
import { useEffect, useRef, useState } from 'react';
import type { Input } from '../contract/use-input.ts';
import type { Reference } from './reference.ts';

const pause = 200;

export interface ReferenceSearch {
  readonly found: readonly Reference[];
  readonly loading: boolean;
  /** Looks for records by their titles; a search that is typed over is given up. */
  search(text: string): void;
}

/** Finds records for an input; that they could not be searched is said at the input. */
export function useReferenceSearch(entityKey: string | null, input: Input): ReferenceSearch {
  const services = useRenderServices();
  const words = useText();
  const [found, setFound] = useState<readonly Reference[]>([]);
  const [loading, setLoading] = useState(false);
  const running = useRef<{ readonly controller: AbortController; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const stop = () => {
    if (running.current === null) return;
    clearTimeout(running.current.timer);
    running.current.controller.abort();
  };
  // Whoever leaves the page waits for no answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it goes
  useEffect(() => stop, []);
  const search = (text: string) => {
    if (entityKey === null) return;
    stop();
    const controller = new AbortController();
    setLoading(true);
    const run = async () => {
      try {
        const records = await services.findReferences(entityKey, text, controller.signal);
        if (controller.signal.aborted) return;
        setFound(records);
        input.complain(null);
      } catch (error) {
        if (controller.signal.aborted) return;
        setFound([]);
        const reason = error instanceof Error ? error.message : '';
        input.complain(words('ui.referencePicker.failed', 'The records could not be searched. {reason}', { reason }));
      }
      setLoading(false);
    };
    running.current = { controller, timer: setTimeout(() => void run(), text === '' ? 0 : pause) };
  };
  return { found, loading, search };
}
