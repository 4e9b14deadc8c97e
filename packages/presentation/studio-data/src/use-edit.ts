import type { DefinitionRecord } from '@plinth/app-definition';
import { type StudioWork, useWork } from '@plinth/studio-frame';
import { useCallback } from 'react';
import type { Edit } from './definition/edit.ts';

/** Does an edit and selects what it says; tells whether it was done. Null does nothing. */
export function useEdit(): (edit: Edit | null) => boolean {
  const work = useWork();
  return useCallback(
    (edit) => {
      if (edit === null || !work.act(edit.body, edit.intent)) return false;
      if (edit.selection !== undefined) work.selection.value = edit.selection;
      return true;
    },
    [work],
  );
}

/** Opens whatever shows a record, with the record selected; tells whether anything does. */
export function openRecord(work: StudioWork, record: DefinitionRecord): boolean {
  const { definition } = work.session.store;
  for (const view of work.views) {
    const artefact = view.artefactOf(definition, record);
    if (artefact === null) continue;
    work.open(artefact, artefact === record.id ? [] : [record.id]);
    return true;
  }
  return false;
}
