import { type ComponentType, memo, type ReactNode, useEffect, useState } from 'react';

/** A part of the Studio whose code is fetched when it is first needed; the same object each time. */
export interface Fetchable<Given> {
  load(): Promise<ComponentType<Given>>;
}

interface FetchedProps<Given> {
  readonly of: Fetchable<Given>;
  readonly given: Given;
  /** Stands there until it is here. */
  readonly waiting: ReactNode;
}

const here = new WeakMap<object, unknown>();

async function bring<Given extends object>(of: Fetchable<Given>): Promise<ComponentType<Given>> {
  const View = await of.load();
  // What surrounds a view is drawn at each change; the view itself knows what concerns it.
  if (!here.has(of)) here.set(of, memo(View));
  return here.get(of) as ComponentType<Given>;
}

/** Fetches what is to be shown in a moment. That it cannot be had is said where it is shown. */
export function fetchAhead<Given extends object>(of: Fetchable<Given>): void {
  bring(of).catch(() => undefined);
}

/**
 * Shows what is fetched, at once where it is here already; throws what keeps it from being fetched. Not by React's `lazy`: once that
 * has shown something in its place, that stays for 300 ms, however soon the code is here.
 */
export function Fetched<Given extends object>({ of, given, waiting }: FetchedProps<Given>) {
  const [, setFetched] = useState<unknown>(null);
  const [failure, setFailure] = useState<{ readonly of: object; readonly reason: unknown } | null>(null);
  const View = here.get(of) as ComponentType<Given> | undefined;
  const isHere = View !== undefined;
  useEffect(() => {
    if (isHere) return;
    let isWanted = true;
    bring(of).then(
      () => isWanted && setFetched(of),
      (reason: unknown) => isWanted && setFailure({ of, reason }),
    );
    return () => {
      isWanted = false;
    };
  }, [of, isHere]);
  if (failure?.of === of) throw failure.reason;
  return View === undefined ? waiting : <View {...given} />;
}
