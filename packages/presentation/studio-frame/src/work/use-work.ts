import type { Definition } from '@plinth/app-definition';
import { createContext, useCallback, useContext, useEffect, useSyncExternalStore } from 'react';
import type { Command } from './command.ts';
import type { StudioWork } from './studio-work.ts';

export const WorkContext = createContext<StudioWork | null>(null);

/** The application that is open in the Studio. */
export function useWork(): StudioWork {
  const work = useContext(WorkContext);
  if (work === null) throw new Error('A view of the Studio was shown without an open application.');
  return work;
}

/** The definition as it is now. Whoever reads it is drawn again when it is another, and not when the server has only heard of it. */
export function useDefinition(): Definition {
  const { session } = useWork();
  const subscribe = useCallback((tell: () => void) => session.revision.subscribe(tell), [session]);
  return useSyncExternalStore(subscribe, () => session.store.definition);
}

/** Offers what the open view can do: a list kept with `useMemo`, or what makes one when the palette opens, kept with `useCallback`. */
export function useCommands(commands: readonly Command[] | (() => readonly Command[])): void {
  const { viewCommands } = useWork();
  useEffect(() => {
    viewCommands.value = typeof commands === 'function' ? commands : () => commands;
    return () => {
      viewCommands.value = noCommands;
    };
  }, [viewCommands, commands]);
}

const noCommands = (): readonly Command[] => [];
