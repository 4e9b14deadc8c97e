import { createClient } from '@plinth/api-contract';
import { pagesOf, withDefaults } from '@plinth/app-definition';
import { openSession, type SessionTarget, type StudioSession } from '@plinth/studio-session';

let session: StudioSession;

/** What a test does in a page of the platform: a session as the Studio has it, without any view. */
export const studioPage = {
  async open(target: SessionTarget) {
    session = await openSession(
      createClient({ address: '', fetch: (...request) => fetch(...request), headers: { 'x-plinth-csrf': '1' } }),
      target,
    );
  },
  add(key: string) {
    const record = withDefaults({ kind: 'page', id: `page-${key}`, key, path: key, label: key, index: 'a0' } as never);
    return session.store.dispatch({ type: 'RECORD_INSERT', payload: { record } }, `Add ${key}`);
  },
  undo: () => session.store.undo(),
  show: (artefact: string) => session.show({ artefact, selection: [] }),
  stand: () => ({
    pages: pagesOf(session.store.definition)
      .map(({ key }) => key)
      .sort(),
    connection: session.connection.value,
    pending: session.pending.value,
    people: session.people.value.map(({ place }) => place.artefact),
    storageProblem: session.storageProblem.value?.code ?? null,
    undo: session.store.replica.stacks.undo.length,
  }),
};
export type StudioPage = typeof studioPage;
Object.assign(globalThis, { studioPage });
