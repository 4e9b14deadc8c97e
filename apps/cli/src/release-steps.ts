import type { Release } from '@plinth/api-contract';
import type { Terminal } from './terminal.ts';

/** What a release does to stored records, a line each; what may lose something stands out. */
export function printSteps(terminal: Terminal, steps: Release['steps']): void {
  if (steps.length === 0) terminal.out('  nothing changes for stored records');
  for (const { description, destructive, rows } of steps) {
    const touched = rows === undefined ? '' : ` (about ${rows.toLocaleString('en')} rows)`;
    terminal.out(destructive ? terminal.style('red', `! ${description}${touched}`) : `  ${description}${touched}`);
  }
}
