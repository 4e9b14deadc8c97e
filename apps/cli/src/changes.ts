import type { Terminal } from './terminal.ts';

/** Ids of the records that a push touches. */
export interface Changes {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
}

/** Whether anything would be different. */
export function anyChange({ added, updated, removed }: Changes): boolean {
  return added.length + updated.length + removed.length > 0;
}

/** One line for each record: + added, ~ updated, - removed. */
export function printChanges(terminal: Terminal, { added, updated, removed }: Changes): void {
  for (const id of added) terminal.out(terminal.style('green', `+ ${id}`));
  for (const id of updated) terminal.out(terminal.style('yellow', `~ ${id}`));
  for (const id of removed) terminal.out(terminal.style('red', `- ${id}`));
}

/** `3 added, 1 updated, 0 removed` */
export function countOf({ added, updated, removed }: Changes): string {
  return `${added.length} added, ${updated.length} updated, ${removed.length} removed`;
}
