import { useCallback, useState } from 'react';

const prefix = 'plinth-studio-';

/** A value that this device keeps. */
export function useRemembered<Value extends string | number | boolean>(
  name: string,
  first: Value,
): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => read(name, first));
  const remember = useCallback(
    (next: Value) => {
      setValue(next);
      write(name, next);
    },
    [name],
  );
  return [value, remember];
}

// Storage may be denied; then the choice lasts as long as the window.
function read<Value extends string | number | boolean>(name: string, first: Value): Value {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? 'null');
    return typeof kept === typeof first ? (kept as Value) : first;
  } catch {
    return first;
  }
}

function write(name: string, value: string | number | boolean): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    return;
  }
}
