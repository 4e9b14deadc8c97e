import { type Channel, type ChannelPeer, converse, liveApplication } from '@plinth/api-contract';
import type { AppHost } from '@plinth/app-host';
import type { CloudEvent, PlatformEventBus, RunningSubscription } from '@plinth/event-bus';
import { asPlinthError, isJsonObject, type PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import { permissionsFor } from '@plinth/record-store';

export interface LivePagesOptions {
  readonly bus: Pick<PlatformEventBus, 'follow'>;
  readonly applications: Pick<AppHost, 'current'>;
  readonly onFailure: (error: PlinthError) => void;
  /** Changes within this time are told at once; 300 ms where absent. */
  readonly gatherMilliseconds?: number;
}

interface Viewer {
  context: RequestContext;
  readonly application: string;
  readonly peer: ChannelPeer<typeof liveApplication>;
  watched: ReadonlySet<string>;
}

/** Everybody who looks at pages of one environment on this server. */
interface Room {
  readonly viewers: Set<Viewer>;
  readonly following: Promise<RunningSubscription>;
  /** `entity` or `module/entity` behind the application through which it was changed, with who changed it. */
  readonly changed: Map<string, Set<unknown>>;
  timer: NodeJS.Timeout | null;
}

const recordEvent = /^plinth\.record\./;

/** Tells open pages that records which they show have changed. A page hears of entities alone, those its viewer may read, and asks again. */
export class LivePages {
  readonly channel: Channel;
  readonly #options: LivePagesOptions;
  readonly #rooms = new Map<string, Room>();

  constructor(options: LivePagesOptions) {
    this.#options = options;
    this.channel = converse(liveApplication, (context, { application }, peer) => {
      const viewer: Viewer = { context, application, peer, watched: new Set() };
      let over = false;
      return {
        receive: async (now, { entities }) => {
          // What is asked later is no part of this message.
          viewer.context = { ...now, signal: new AbortController().signal };
          // Whether there is such an application for the viewer is answered first.
          await this.#options.applications.current(now, application);
          viewer.watched = new Set(entities);
          const room = this.#roomOf(now);
          room.viewers.add(viewer);
          await room.following;
          if (over) this.#leave(viewer);
          else peer.send({ type: 'watching' });
        },
        ended: () => {
          over = true;
          this.#leave(viewer);
        },
      };
    });
  }

  #roomOf(context: RequestContext): Room {
    const place = context.environment?.id ?? '';
    const known = this.#rooms.get(place);
    if (known !== undefined) return known;
    const system = { ...context, actor: systemActor, signal: new AbortController().signal };
    const following = this.#options.bus.follow(system, (events) => this.#hear(place, events));
    const room: Room = { viewers: new Set(), following, changed: new Map(), timer: null };
    this.#rooms.set(place, room);
    following.catch(() => this.#rooms.delete(place));
    return room;
  }

  #leave(viewer: Viewer): void {
    const place = viewer.context.environment?.id ?? '';
    const room = this.#rooms.get(place);
    if (room?.viewers.delete(viewer) !== true || room.viewers.size > 0) return;
    this.#rooms.delete(place);
    if (room.timer !== null) clearTimeout(room.timer);
    room.following.then((following) => following.close()).catch((error: unknown) => this.#options.onFailure(asPlinthError(error)));
  }

  #hear(place: string, events: readonly CloudEvent[]): void {
    const room = this.#rooms.get(place);
    if (room === undefined) return;
    for (const { type, source, subject = '', data } of events) {
      const entity = subject.slice(0, subject.lastIndexOf('/'));
      if (!recordEvent.test(type) || entity === '') continue;
      const place = `${source.slice(source.lastIndexOf('/') + 1)} ${entity}`;
      const actors = room.changed.get(place) ?? new Set();
      room.changed.set(place, actors.add(isJsonObject(data) ? data.actor : undefined));
    }
    if (room.changed.size > 0) room.timer ??= setTimeout(() => this.#tell(room), this.#options.gatherMilliseconds ?? 300).unref();
  }

  #tell(room: Room): void {
    const changed = [...room.changed].map(([place, actors]) => [...(place.split(' ') as [string, string]), actors] as const);
    room.changed.clear();
    room.timer = null;
    for (const viewer of room.viewers) {
      // An entity of a module is one for all applications that stand on it.
      const found = changed.filter(
        ([application, entity]) => viewer.watched.has(entity) && (application === viewer.application || entity.includes('/')),
      );
      if (found.length === 0) continue;
      const byOthers = new Set(found.flatMap(([, entity, actors]) => (isOnly(actors, viewer.context.actor.id) ? [] : [entity])));
      this.#allowed(viewer, new Set(found.map(([, entity]) => entity))).then(
        (allowed) => {
          const [entities, own] = [allowed.filter((each) => byOthers.has(each)), allowed.filter((each) => !byOthers.has(each))];
          if (allowed.length > 0) viewer.peer.send({ type: 'changed', entities, own });
        },
        (error: unknown) => this.#options.onFailure(asPlinthError(error)),
      );
    }
  }

  async #allowed({ context, application }: Viewer, entities: ReadonlySet<string>): Promise<string[]> {
    const { model } = await this.#options.applications.current(context, application);
    const { access } = permissionsFor(context, model);
    return [...entities].filter((key) => {
      const entity = model.entities.get(key);
      return entity !== undefined && access.allows(entity, 'read');
    });
  }

  async close(): Promise<void> {
    const rooms = [...this.#rooms.values()];
    this.#rooms.clear();
    for (const { timer } of rooms) if (timer !== null) clearTimeout(timer);
    await Promise.all(rooms.map(async ({ following }) => (await following).close()));
  }
}

function isOnly(actors: ReadonlySet<unknown>, actor: string): boolean {
  return actors.size === 1 && actors.has(actor);
}
