import { type Channel, converse, liveBranch, type Person, presenceColours } from '@plinth/api-contract';
import { snapshotOf } from '@plinth/app-definition';
import type { RequestContext } from '@plinth/foundation';
import { appendToBranch, checkMember, readActions } from '../append.ts';
import { applicationOf, branchOf } from '../applications.ts';
import type { BranchLog } from '../branch-log.ts';
import { repositoryErrors } from '../errors.ts';
import type { RepositoryOptions } from '../ports.ts';
import type { LiveBranches } from './live-branches.ts';
import type { Seat } from './seat.ts';

interface Joined {
  readonly branch: string;
  readonly key: string | undefined;
  readonly seat: Seat;
}

const firstEntries = 500;

/** A branch as several people work on it at once. */
export function liveChannel(options: RepositoryOptions, log: BranchLog, live: LiveBranches): Channel {
  const { database } = options;
  return converse(liveBranch, (_context, target, peer) => {
    let joined: Joined | null = null;
    const leave = () => {
      if (joined !== null) live.stand(joined.branch, joined.seat);
      joined = null;
    };
    let over = false;
    return {
      async receive(context, message) {
        if (message.type === 'join') {
          leave();
          checkMember(context, message.member);
          const application = await applicationOf(context, database, target.application);
          const branch = await branchOf(context, database, application, message.branch);
          if (over) return;
          const seat: Seat = {
            person: personOf(context, message),
            ...heardUpTo(message.position ?? 0),
            foresees: message.tentative === true,
            seated: false,
            peer,
          };
          live.sit(context.tenant, branch.id, seat);
          joined = { branch: branch.id, key: message.branch, seat };
          try {
            // Read after the seat is taken: what is appended from here on is heard by notice.
            const now = await branchOf(context, database, application, message.branch);
            if (seat.position > now.position) throw repositoryErrors.aheadOfLog({ position: now.position, given: seat.position });
            const from = message.position;
            const snapshot = from === undefined ? snapshotOf(await log.definitionAt(context, database, now)) : undefined;
            const entries = from === undefined ? [] : await log.entriesAfter(context, database, branch.id, from, firstEntries);
            Object.assign(seat, heardUpTo(snapshot === undefined ? (entries.at(-1)?.position ?? seat.position) : now.position));
            const people = live.others(branch.id, seat.person.window);
            const told = { type: 'joined', position: seat.position, entries, people } as const;
            peer.send(snapshot === undefined ? told : { ...told, snapshot: snapshot as never });
            live.seated(branch.id, seat, now.position);
          } catch (error) {
            leave();
            throw error;
          }
          return;
        }
        if (joined === null) throw repositoryErrors.notJoined();
        const { seat, branch, key } = joined;
        if (message.type === 'place') {
          live.move(branch, seat, message.place);
          return;
        }
        const { request, ...expected } = message;
        const place = { application: target.application, ...(key === undefined ? {} : { branch: key }) };
        const actions = readActions(context, message.actions);
        const { entries, refused, position } = await appendToBranch(context, options, log, place, expected, actions);
        // What became of the log it hears like everybody else.
        const due = seat.foresees ? entries.filter((entry) => entry.position > seat.position) : [...entries];
        peer.send({ type: 'appended', request, entries: due, refused, position });
      },
      ended() {
        over = true;
        leave();
      },
    };
  });
}

const heardUpTo = (position: number) => ({ position, foreseen: position });

function personOf({ actor }: RequestContext, { window, place }: { readonly window: string; readonly place: Person['place'] }): Person {
  return { window, memberId: actor.id, name: actor.name, colour: colourOf(actor.id), place };
}

/** The same colour for somebody in every window and on every server, without anybody keeping it. */
function colourOf(memberId: string): number {
  let sum = 0;
  for (const letter of memberId) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % presenceColours;
}
