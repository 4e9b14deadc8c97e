import type { Breakpoint, DebugMessage, DebugPart, StopAtErrors } from '@plinth/api-contract';
import type { JsonObject, PlinthError, RequestContext } from '@plinth/foundation';
import type { FunctionWorld } from '../capabilities/capabilities.ts';
import type { FunctionAnswer, FunctionHost } from '../function-host.ts';
import { type CallLimits, defaultLimits } from '../limits.ts';
import { emptyWorld } from '../testing.ts';
import { DebugSession } from './debug-session.ts';

export type Told<Type extends DebugMessage['type']> = Extract<DebugMessage, { type: Type }>;

export interface Looking {
  readonly breakpoints?: readonly Breakpoint[];
  readonly errors?: StopAtErrors;
  readonly input?: JsonObject;
  readonly limits?: Partial<CallLimits>;
  readonly world?: FunctionWorld;
}

/** A function that somebody looks at, as a test has it. */
export interface Looked {
  readonly session: DebugSession;
  readonly heard: readonly DebugMessage[];
  /** The next message of a type. */
  next<Type extends DebugMessage['type']>(type: Type): Promise<Told<Type>>;
  /** What the variables of a scope of a frame are shown as, by name. */
  scope(paused: Told<'paused'>, kind: string, frame?: number): Promise<Record<string, string>>;
  parts(of: number | null, from?: number): Promise<readonly DebugPart[]>;
  evaluate(
    expression: string,
    options?: { readonly effects?: boolean; readonly frame?: number },
  ): Promise<Told<'evaluated'> | Told<'refused'>>;
  /** What the call came to, or what was wrong. */
  readonly outcome: Promise<FunctionAnswer | PlinthError>;
  stop(): void;
}

/** Debugs a function in a runner of its own. */
export async function lookAt(context: RequestContext, host: FunctionHost, source: string, looking: Looking = {}): Promise<Looked> {
  const { breakpoints = [], errors = 'none', input = {}, limits = {}, world = emptyWorld() } = looking;
  const heard: DebugMessage[] = [];
  const waiting = new Set<() => void>();
  const taken = new Map<string, number>();
  let requests = 0;
  let isOver = false;
  const wake = () => {
    for (const each of waiting) each();
  };
  const stopped = new AbortController();
  const begun = Promise.withResolvers<DebugSession>();
  const called = { owner: 'tests', name: 'looked', source, limits: { ...defaultLimits, ...limits } };
  const outcome = host
    .debug({ ...context, signal: stopped.signal }, called, input, world, (compiled, stop) => {
      stopped.signal.addEventListener('abort', stop);
      const session = new DebugSession(
        compiled,
        { breakpoints, errors },
        (message) => {
          heard.push(message);
          wake();
        },
        stop,
      );
      begun.resolve(session);
      return session;
    })
    .catch((error: PlinthError) => error)
    .finally(() => {
      isOver = true;
      begun.reject(new Error('It never began.'));
      wake();
    });
  const session = await begun.promise;
  const find = async <Found>(look: () => Found | undefined): Promise<Found> => {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (isOver) throw new Error(`It ended: ${JSON.stringify(await outcome)} after ${JSON.stringify(heard.slice(-3))}`);
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.add(resolve);
      await promise;
      waiting.delete(resolve);
    }
  };
  const answer = <Type extends DebugMessage['type']>(type: Type, request: number) =>
    find(() =>
      heard.find((each) => (each.type === type || each.type === 'refused') && 'request' in each && each.request === request),
    ) as Promise<Told<Type> | Told<'refused'>>;
  const parts: Looked['parts'] = async (of, from = 0) => {
    const request = ++requests;
    session.values(request, of ?? 0, from);
    const given = await answer('values', request);
    return given.type === 'values' ? given.values : [];
  };
  return {
    ...{ session, heard, outcome, parts },
    next: <Type extends DebugMessage['type']>(type: Type) =>
      find(() => {
        const at = heard.findIndex((each, place) => place >= (taken.get(type) ?? 0) && each.type === type);
        if (at < 0) return undefined;
        taken.set(type, at + 1);
        return heard[at] as Told<Type>;
      }),
    async scope(paused, kind, frame = 0) {
      const found: Record<string, string> = {};
      for (const scope of paused.frames[frame]?.scopes.filter((each) => each.kind === kind) ?? [])
        for (const { name, value } of await parts(scope.of)) found[name] ??= value.text;
      return found;
    },
    evaluate(expression, { effects = false, frame = 0 } = {}) {
      const request = ++requests;
      session.evaluate(request, { expression, effects, frame });
      return answer('evaluated', request);
    },
    stop: () => stopped.abort(),
  };
}

/** The lines at which the frames of a pause stand, the uppermost first. */
export function linesOf({ frames }: Told<'paused'>): readonly number[] {
  return frames.map(({ line }) => line);
}
