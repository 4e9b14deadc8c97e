import type { Definition } from '@plinth/app-definition';
import { asPlinthError } from '@plinth/foundation';
import type { ReadonlySignal } from '@preact/signals-core';
import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { afterPaint, notAfterPaint } from './after-paint.ts';
import type { Command } from './command.ts';
import type { StudioWork } from './studio-work.ts';

export const WorkContext = createContext<StudioWork | null>(null);

/** The application that is open in the Studio. */
export function useWork(): StudioWork {
  const work = useContext(WorkContext);
  if (work === null) throw new Error('A view of the Studio was shown without an open application.');
  return work;
}

/** Does something, says where it failed, and gives whether it did not. */
export function useAttempt(): (work: () => Promise<unknown>) => Promise<boolean> {
  const { say } = useWork();
  return useCallback(
    async (work) => {
      try {
        await work();
        return true;
      } catch (thrown) {
        const { message, hint } = asPlinthError(thrown);
        say({ message, hint, tone: 'bad' });
        return false;
      }
    },
    [say],
  );
}

/** The definition as it is now. Whoever reads it is drawn again when it is another, and not when the server has only heard of it. */
export function useDefinition(): Definition {
  const { session } = useWork();
  const subscribe = useCallback((tell: () => void) => session.revision.subscribe(tell), [session]);
  return useSyncExternalStore(subscribe, () => session.store.definition);
}

/**
 * The same for what only tells of it beside what was changed: it is drawn again once that was painted, so that nobody waits for it.
 */
export function useDefinitionAfterPaint(): Definition {
  const { session } = useWork();
  const subscribe = useAfterPaint();
  return useSyncExternalStore(subscribe, () => session.store.definition);
}

/** Subscribes to the changes of the branch, and hears of each when it was painted. */
export function useAfterPaint(): (tell: () => void) => () => void {
  const { session } = useWork();
  return useCallback((tell) => followAfterPaint(session.revision, tell), [session]);
}

function followAfterPaint(source: ReadonlySignal<unknown>, tell: () => void): () => void {
  const stop = source.subscribe(() => afterPaint(tell));
  return () => {
    stop();
    notAfterPaint(tell);
  };
}

/** The value of a signal that only tells of what was changed, once that was painted. */
export function useSignalAfterPaint<Value>(source: ReadonlySignal<Value>): Value {
  const subscribe = useCallback((tell: () => void) => followAfterPaint(source, tell), [source]);
  return useSyncExternalStore(subscribe, () => source.value);
}

/**
 * What follows of the definition, once what was changed is painted: whoever reads it is drawn again only when it is another, and not at each change of anything. Texts,
 * numbers and records are compared as they are; for what is made anew each time, `same` says whether it is.
 */
export function useFromDefinition<Value>(
  select: (definition: Definition) => Value,
  same: (before: Value, after: Value) => boolean = Object.is,
): Value {
  const { session } = useWork();
  const subscribe = useAfterPaint();
  const last = useRef<{ readonly definition: Definition; readonly by: unknown; readonly value: Value } | null>(null);
  return useSyncExternalStore(subscribe, () => {
    const { definition } = session.store;
    const known = last.current;
    if (known !== null && known.definition === definition && known.by === select) return known.value;
    const value = select(definition);
    const kept = known !== null && same(known.value, value) ? known.value : value;
    last.current = { definition, by: select, value: kept };
    return kept;
  });
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
