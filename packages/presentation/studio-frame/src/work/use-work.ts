import type { Definition } from '@plinth/app-definition';
import { useSignalValue } from '@plinth/page-renderer';
import { createContext, useContext, useEffect } from 'react';
import type { Command } from './command.ts';
import type { StudioWork } from './studio-work.ts';

export const WorkContext = createContext<StudioWork | null>(null);

/** The application that is open in the Studio. */
export function useWork(): StudioWork {
  const work = useContext(WorkContext);
  if (work === null) throw new Error('A view of the Studio was shown without an open application.');
  return work;
}

/** The definition as it is now. */
export function useDefinition(): Definition {
  const { session } = useWork();
  useSignalValue(session.revision);
  return session.store.definition;
}

/** Offers what the open view can do; keep the list with `useMemo`. */
export function useCommands(commands: readonly Command[]): void {
  const { viewCommands } = useWork();
  useEffect(() => {
    viewCommands.value = commands;
    return () => {
      viewCommands.value = [];
    };
  }, [viewCommands, commands]);
}
