import { useEffect, useRef } from 'react';
import { sameValue } from './use-controlled.ts';

/** Tells the page an output whenever it differs from what was told before. */
export function useOutput(setOutput: (name: string, value: unknown) => void, name: string, value: unknown): void {
  const told = useRef<{ readonly value: unknown } | null>(null);
  useEffect(() => {
    if (told.current !== null && sameValue(told.current.value, value)) return;
    told.current = { value };
    setOutput(name, value);
  });
}
