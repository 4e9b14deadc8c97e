import {
  type Channel,
  type ChannelPeer,
  type Conversation,
  converse,
  debugFunction,
  debugFunctionDraft,
  type OperationTarget,
  type ReceivedBy,
} from '@plinth/api-contract';
import { asPlinthError, type JsonObject, type RequestContext, toProblem } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { noGrants } from '../capabilities/grants.ts';
import { DebugPlaces } from '../debug/debug-places.ts';
import { DebugSession } from '../debug/debug-session.ts';
import { functionErrors } from '../errors.ts';
import type { FunctionAnswer, FunctionHost, Looks } from '../function-host.ts';
import { defaultLimits } from '../limits.ts';
import type { ApplicationFunctions } from './application-functions.ts';

interface DebugChannels {
  readonly host: FunctionHost;
  readonly functions: ApplicationFunctions;
  readonly sockets: OutgoingSockets;
}

type Contract = typeof debugFunction | typeof debugFunctionDraft;
type Received = ReceivedBy<typeof debugFunction> | ReceivedBy<typeof debugFunctionDraft>;
type Begin = Extract<Received, { type: 'begin' }>;
type Run = (context: RequestContext, asked: Begin, target: OperationTarget, looks: Looks) => Promise<FunctionAnswer>;

/** Functions that their makers look at while they are tried. */
export function debugChannels({ host, functions, sockets }: DebugChannels): readonly Channel[] {
  const places = new DebugPlaces();
  return [
    debugChannel(debugFunction, places, (context, asked, _target, looks) => {
      const { name, source, input, packages = {}, lock = {} } = asked as Extract<ReceivedBy<typeof debugFunction>, { type: 'begin' }>;
      const called = { owner: `debugged by ${context.actor.id}`, name, source, limits: defaultLimits, packages: { packages, lock } };
      return host.debug(context, called, (input ?? {}) as JsonObject, { grants: noGrants, sockets }, looks);
    }),
    debugChannel(debugFunctionDraft, places, (context, asked, { application }, looks) => {
      const begun = asked as Extract<ReceivedBy<typeof debugFunctionDraft>, { type: 'begin' }>;
      const { function: key, source, input, grants, limits, packages = {}, lock = {} } = begun;
      const drafted = {
        ...{ key, source },
        grants: { ...noGrants, ...grants },
        limits: { ...defaultLimits, ...limits },
        packages: { packages, lock },
      };
      return functions.debugDraft(context, application, drafted, (input ?? {}) as JsonObject, looks);
    }),
  ];
}

function debugChannel(contract: Contract, places: DebugPlaces, run: Run): Channel {
  // Both say the same, so that what one of them is sent the other may be, too.
  return converse<Contract>(contract, (_context, target, peer: ChannelPeer<Contract>): Conversation<Contract> => {
    const gone = new AbortController();
    let session: DebugSession | null = null;
    let isUnderWay = false;

    const begin = (context: RequestContext, asked: Begin) => {
      if (isUnderWay) throw functionErrors.busy();
      const stop = new AbortController();
      let elsewhere = false;
      const leave = places.take(context, () => {
        elsewhere = true;
        stop.abort();
      });
      isUnderWay = true;
      const within = { ...context, signal: AbortSignal.any([context.signal, gone.signal, stop.signal]) };
      const { breakpoints = [], errors = 'uncaught' } = asked;
      const looks: Looks = (compiled, hangs) => {
        // What stands still does not hear that it is to end: its runner goes.
        within.signal.addEventListener('abort', hangs, { once: true });
        session = new DebugSession(compiled, { breakpoints, errors }, (message) => peer.send(message), hangs);
        return session;
      };
      void run(within, asked, target, looks)
        .then(
          (result) => peer.send({ type: 'ended', result: { ...result, logs: [...result.logs], requests: [...result.requests] } }),
          (error: unknown) => {
            const why = elsewhere
              ? functionErrors.debuggedElsewhere()
              : stop.signal.aborted
                ? functionErrors.stopped()
                : asPlinthError(error);
            peer.send({ type: 'failed', problem: { ...toProblem(why, context.trace) } });
          },
        )
        .finally(() => {
          leave();
          session = null;
          isUnderWay = false;
        });
      stops = () => stop.abort();
    };
    let stops = () => {};

    return {
      async receive(context, message: Received) {
        if (message.type === 'begin') begin(context, message);
        else if (message.type === 'stop') stops();
        else if (session !== null) hear(session, message);
        else if ('request' in message) peer.send({ type: 'refused', request: message.request });
      },
      ended: () => gone.abort(),
    };
  });
}

function hear(session: DebugSession, message: Exclude<Received, { type: 'begin' | 'stop' }>): void {
  switch (message.type) {
    case 'breakpoints':
      session.setBreakpoints(message.request, message.breakpoints);
      break;
    case 'errors':
      session.stopAt(message.errors);
      break;
    case 'pause':
      session.pause();
      break;
    case 'resume':
      session.resume(message.step);
      break;
    case 'values':
      session.values(message.request, message.of, message.from);
      break;
    case 'evaluate':
      session.evaluate(message.request, message);
      break;
  }
}
