import type { ReleasePlan } from '@plinth/api-contract';
import type { Terminal } from './terminal.ts';

/** What a release does to stored records, and what to know before, a line each; what may lose something stands out. */
export function printPlan(terminal: Terminal, { steps, warnings }: Pick<ReleasePlan, 'steps' | 'warnings'>): void {
  if (steps.length === 0) terminal.out('  nothing changes for stored records');
  for (const { description, destructive, rows } of steps) {
    const touched = rows === undefined ? '' : ` (about ${rows.toLocaleString('en')} rows)`;
    terminal.out(destructive ? terminal.style('red', `! ${description}${touched}`) : `  ${description}${touched}`);
  }
  for (const warning of warnings) terminal.out(terminal.style('yellow', `? ${warning}`));
}
