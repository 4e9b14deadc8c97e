import { useEffect, useState } from 'react';

/** The value after it has rested for so many milliseconds, and a way to take one at once. */
export function useDebounced<Value>(value: Value, milliseconds: number): readonly [Value, (value: Value) => void] {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (Object.is(value, settled)) return;
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, settled, milliseconds]);
  return [settled, setSettled];
}
