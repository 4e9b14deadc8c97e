import { type CallTarget, type Client, mostMovedAtOnce, moveInstances } from '@plinth/api-contract';

/** Why instances cannot go on by the released version, for as many as have the same reason. */
export interface StayReason {
  readonly element: string;
  readonly reason: string;
  readonly instances: number;
  /** One of them. */
  readonly example: string;
}

export interface MoveReport {
  readonly moved: number;
  readonly staying: number;
  /** The most frequent first; an instance may have several. */
  readonly reasons: readonly StayReason[];
}

type Stay = readonly { readonly instance: string; readonly problems: readonly { readonly element: string; readonly reason: string }[] }[];

interface MoveOptions {
  readonly process: string;
  /** Only say what would be done. */
  readonly tried: boolean;
  readonly signal: AbortSignal;
  onPage(instances: number): void;
}

/** Lets all running instances of a process go on by the version that is released, page by page. */
export async function moveAll(
  client: Client,
  target: Required<CallTarget>,
  { process, tried, signal, onPage }: MoveOptions,
): Promise<MoveReport> {
  let moved = 0;
  const stay: Stay[number][] = [];
  let cursor: string | null = null;
  do {
    const asked: { readonly process: string; readonly tried: boolean; readonly limit: number; readonly cursor?: string } = {
      ...{ process, tried, limit: mostMovedAtOnce },
      ...(cursor === null ? {} : { cursor }),
    };
    const page: { readonly moved: readonly string[]; readonly stay: Stay; readonly next: string | null } = await client.call(
      moveInstances,
      target,
      asked,
      { signal },
    );
    moved += page.moved.length;
    stay.push(...page.stay);
    cursor = page.next;
    onPage(moved + stay.length);
  } while (cursor !== null);
  return { moved, staying: stay.length, reasons: reasonsOf(stay) };
}

/** Instances by what keeps them: each counts once for a reason, however many of its tokens have it. */
export function reasonsOf(stay: Stay): readonly StayReason[] {
  const found = new Map<string, { readonly element: string; readonly reason: string; readonly instances: Set<string> }>();
  for (const { instance, problems } of stay) {
    for (const { element, reason } of problems) {
      const name = JSON.stringify([element, reason]);
      const known = found.get(name) ?? { element, reason, instances: new Set() };
      known.instances.add(instance);
      found.set(name, known);
    }
  }
  return [...found.values()]
    .map(({ element, reason, instances }) => ({ element, reason, instances: instances.size, example: [...instances][0] ?? '' }))
    .sort((a, b) => b.instances - a.instances);
}
