import { pageOf } from '@plinth/app-definition';
import { readDeclaredId } from '@plinth/definition-expressions';
import type { StudioWork } from '@plinth/studio-frame';

/** Key of the tool that shows who uses what. */
export const usagesTool = 'usages';

/** Goes to where something is declared: its artefact, or, where no view shows it, what is known of it. */
export function openDeclared(work: StudioWork, id: string): void {
  if (!openRecord(work, readDeclaredId(id).record)) work.openTool(usagesTool, id);
}

/** Opens the artefact that a record is part of, with the record selected; false where no view shows it. */
export function openRecord(work: StudioWork, id: string): boolean {
  const { definition } = work.session.store;
  const record = definition.records.get(id);
  if (record === undefined) return false;
  for (const view of work.views) {
    const artefact = view.artefactOf(definition, record);
    if (artefact === null) continue;
    // A page is not a part of itself, and a query no part of its canvas.
    const isPart = record.kind !== 'page' && !(record.kind === 'query' && pageOf(definition, record)?.id === artefact);
    work.open(artefact, isPart && artefact !== id ? [id] : []);
    return true;
  }
  return false;
}
