import type { Breakpoint } from '@plinth/api-contract';

/** Breakpoints of a function, as this browser keeps them: they are nobody else's, and no part of the definition. */
export interface KeptBreakpoints {
  read(): readonly Breakpoint[];
  write(breakpoints: readonly Breakpoint[]): void;
}

/** `key` names the function among all that the browser knows. */
export function keptBreakpoints(key: string): KeptBreakpoints {
  const name = `plinth.breakpoints.${key}`;
  return {
    read() {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
        return Array.isArray(kept) ? kept.flatMap(breakpointOf).slice(0, 100) : [];
      } catch {
        return [];
      }
    },
    write(breakpoints) {
      try {
        if (breakpoints.length === 0) localStorage.removeItem(name);
        else localStorage.setItem(name, JSON.stringify(breakpoints));
      } catch {
        // A browser that keeps nothing keeps no breakpoints either.
      }
    },
  };
}

function breakpointOf(kept: unknown): Breakpoint[] {
  const { line, condition } = (kept ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof line !== 'number' || !Number.isInteger(line) || line < 1) return [];
  return [typeof condition === 'string' && condition !== '' ? { line, condition: condition.slice(0, 1000) } : { line }];
}
