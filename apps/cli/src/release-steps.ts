import type { ReleasePlan } from '@plinth/api-contract';
import type { Terminal } from './terminal.ts';

const mostChanges = 10;

/** What a release does to stored records, and what to know before, a line each; what may lose something stands out. */
export function printPlan(terminal: Terminal, { steps, warnings, replays }: Pick<ReleasePlan, 'steps' | 'warnings' | 'replays'>): void {
  if (steps.length === 0) terminal.out('  nothing changes for stored records');
  for (const { description, destructive, rows } of steps) {
    const touched = rows === undefined ? '' : ` (about ${rows.toLocaleString('en')} rows)`;
    terminal.out(destructive ? terminal.style('red', `! ${description}${touched}`) : `  ${description}${touched}`);
  }
  for (const warning of warnings) terminal.out(terminal.style('yellow', `? ${warning}`));
  for (const { process, histories, same, differs, stops, changes } of replays) {
    const text = `process ${process}: of the last ${histories} histories ${same} happen again as they were, ${differs} otherwise, ${stops} cannot go through`;
    terminal.out(same === histories ? `  ${text}` : terminal.style('yellow', `? ${text}`));
    for (const { element, kind, histories: count } of changes.slice(0, mostChanges)) terminal.out(`    ${element} ${kind} in ${count}`);
  }
}
