import type { ReadonlySignal } from '@preact/signals-core';
import { useCallback, useSyncExternalStore } from 'react';

/** The value of a signal; the component renders again when it changes. */
export function useSignalValue<Value>(source: ReadonlySignal<Value>): Value {
  const subscribe = useCallback((tell: () => void) => source.subscribe(tell), [source]);
  return useSyncExternalStore(subscribe, () => source.value);
}
