import type { TaskCounts, TaskListInput, TaskServices, TaskView } from '@plinth/component-kit';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useControlled } from '../contract/use-controlled.ts';
import { problemOf } from './problem-of.ts';

/** How often the list is read anew while somebody looks at it. */
const everyMilliseconds = 30_000;
/** Rest after a key until what was typed is searched for. */
const typingMilliseconds = 250;

/** Which tasks are listed, and in which order. */
export type ListedWanted = Omit<TaskListInput, 'cursor'>;

/** The tasks that are listed, and how they are chosen. */
export interface ListedTasks extends ListedWanted {
  readonly items: readonly TaskView[];
  readonly counts: TaskCounts | null;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly problem: { readonly title: string; readonly hint: string } | null;
  /** Lists others. */
  choose(wanted: Partial<ListedWanted>): void;
  more(): void;
  reload(): void;
}

interface Loaded {
  readonly items: readonly TaskView[];
  readonly next: string | null;
}

/** Tasks as they are, read anew whenever one was worked on, and from time to time. `first` is followed whenever it changes. */
export function useTaskList(tasks: TaskServices, first: ListedWanted): ListedTasks {
  const [wanted, setWanted] = useControlled(first);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [counts, setCounts] = useState<ListedTasks['counts']>(null);
  const [problem, setProblem] = useState<ListedTasks['problem']>(null);
  const [loading, setLoading] = useState(true);
  const [round, setRound] = useState(0);
  const searched = useRef(wanted.search);
  const reload = useCallback(() => setRound((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reads the same again
  useEffect(() => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const read = async () => {
      setLoading(true);
      try {
        const [page, counted] = await Promise.all([tasks.list({ ...wanted, cursor: null }, signal), tasks.count(signal)]);
        if (signal.aborted) return;
        setLoaded(page);
        setCounts(counted);
        setProblem(null);
      } catch (error) {
        if (!signal.aborted) setProblem(problemOf(error));
      }
      if (!signal.aborted) setLoading(false);
    };
    const typed = searched.current !== wanted.search;
    searched.current = wanted.search;
    const timer = setTimeout(() => void read(), typed ? typingMilliseconds : 0);
    return () => {
      clearTimeout(timer);
      stopping.abort();
    };
  }, [tasks, wanted, round]);

  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && reload();
    const timer = setInterval(look, everyMilliseconds);
    document.addEventListener('visibilitychange', look);
    const stopListening = tasks.listen(reload);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      stopListening();
    };
  }, [tasks, reload]);

  const more = async () => {
    if (loaded === null || loaded.next === null) return;
    setLoading(true);
    try {
      const page = await tasks.list({ ...wanted, cursor: loaded.next }, new AbortController().signal);
      const known = new Set(loaded.items.map(({ id }) => id));
      setLoaded({ items: [...loaded.items, ...page.items.filter(({ id }) => !known.has(id))], next: page.next });
    } catch (error) {
      setProblem(problemOf(error));
    }
    setLoading(false);
  };
  return {
    ...wanted,
    items: loaded?.items ?? [],
    counts,
    hasMore: loaded !== null && loaded.next !== null,
    loading,
    problem,
    choose: (changed) => setWanted({ ...wanted, ...changed }),
    more: () => void more(),
    reload,
  };
}
