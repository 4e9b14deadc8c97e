import { type ActionBody, type Definition, restoreArtefacts, restoreRecords } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { useMemo } from 'react';
import type { ChangedProperty } from './changed-artefacts.ts';

/** Brings back what a former definition has, on the branch that is open; each is one step that can be undone. */
export interface Restore {
  everything(former: Definition): void;
  artefact(former: Definition, id: string, title: string): void;
  record(former: Definition, id: string, title: string): void;
  property(id: string, property: ChangedProperty, title: string): void;
}

/** Brings back what was at a point, as it is called within a sentence: step 5, version 1.0.0. */
export function useRestore(point: string): Restore {
  const text = useText();
  const work = useWork();
  return useMemo(() => {
    const act = (body: ActionBody | null, intent: string) => {
      if (body === null) work.say({ message: text('studio.restoredAlready', 'It is already as it was then.'), tone: 'info' });
      else if (work.act(body, intent)) work.say({ message: intent, hint: text('studio.restoreUndo', 'Undo takes it back.'), tone: 'info' });
    };
    const now = () => work.session.store.definition;
    const named = (title: string) => text('studio.restoreIntent', 'Restore {title} as of {point}', { title, point });
    return {
      everything: (former) =>
        act(restoreArtefacts(now(), former), text('studio.restoreAllIntent', 'Restore everything as of {point}', { point })),
      artefact: (former, id, title) => act(restoreArtefacts(now(), former, new Set([id])), named(title)),
      record: (former, id, title) => act(restoreRecords(now(), former, new Set([id])), named(title)),
      property(id, { path, former }, title) {
        if (former === undefined) return;
        const value = former.value === undefined ? {} : { value: former.value };
        act({ type: 'RECORD_UPDATE', payload: { id, path, ...value } }, named(title));
      },
    };
  }, [work, text, point]);
}
