import { type Database, isoTime, statement } from '@plinth/database';
import type { CloudEvent, PlatformEventBus } from '@plinth/event-bus';
import {
  type EnvironmentPlace,
  type EnvironmentReference,
  type PlinthError,
  type RequestContext,
  Rounds,
  systemContext,
  systemContextAt,
  type TenantReference,
} from '@plinth/foundation';
import type { NextDue } from './publish-function-schedules.ts';

/** The type of the events that tell a function that its time has come; the subject is `APPLICATION/FUNCTION`. */
export const dueType = 'plinth.function.due';

export interface ScheduleWorkerOptions {
  readonly database: Database;
  readonly bus: Pick<PlatformEventBus, 'publish' | 'wake'>;
  /** The platform itself, which may see who has schedules. */
  readonly platform: TenantReference;
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  readonly nextDue: NextDue;
  readonly onFailure: (error: PlinthError) => void;
  /** How often it looks; 2 s where absent. */
  readonly lookMilliseconds?: number;
}

interface Due {
  readonly application: string;
  readonly function: string;
  readonly at: string;
  readonly zone: string;
  readonly due: string;
  readonly now: string;
}

/** Of every active tenant, asked as the platform. */
const selectPlaces = statement(`select distinct s.tenant_id as "tenantId", t.key as "tenantKey", s.environment_id as "environmentId"
from plinth.function_schedule s join plinth.tenant t on t.tenant_id = s.tenant_id and t.status = 'active' where s.due <= now() limit 500`);
const takeDue = statement(`select application, function, at, zone, ${isoTime('due')} as due, ${isoTime('now()')} as now
from plinth.function_schedule where tenant_id = $1 and environment_id = $2 and due <= now() order by due limit 100 for update skip locked`);
const setDue = statement(`update plinth.function_schedule set due = greatest($5::timestamptz, now() + interval '1 second')
where tenant_id = $1 and environment_id = $2 and application = $3 and function = $4`);
const removeDue = statement(
  'delete from plinth.function_schedule where tenant_id = $1 and environment_id = $2 and application = $3 and function = $4',
);

/**
 * Publishes an event for each function whose time has come, in the transaction that says when it comes again. What follows is what
 * follows from any event: once, tried again, a dead letter. Times that nobody was there for come once. Any number of these share the work.
 */
export class ScheduleWorker {
  readonly #options: ScheduleWorkerOptions;
  readonly #rounds: Rounds;

  constructor(options: ScheduleWorkerOptions) {
    this.#options = options;
    const { lookMilliseconds: restMilliseconds = 2000, onFailure } = options;
    this.#rounds = new Rounds({ look: () => this.#look(), restMilliseconds, onFailure });
  }

  start(): void {
    this.#rounds.start();
  }

  close(): Promise<void> {
    return this.#rounds.close();
  }

  async #look(): Promise<void> {
    const { database, environments, bus, platform } = this.#options;
    const { rows } = await database.query<EnvironmentPlace>(systemContext(platform), selectPlaces);
    for (const place of rows) {
      if (this.#rounds.signal.aborted) return;
      const context = await systemContextAt(place, environments);
      if (context === null) continue;
      await this.#tell(context);
      bus.wake(context);
    }
  }

  async #tell(context: RequestContext & { readonly environment: EnvironmentReference }): Promise<void> {
    const { database, bus, nextDue } = this.#options;
    const here = [context.tenant.id, context.environment.id] as const;
    await database.transaction(context, async (transaction) => {
      const { rows } = await transaction.query<Due>(context, takeDue, [...here]);
      for (const { application, function: key, at, zone, now } of rows) {
        const next = nextDue({ text: at, zone }, now, false);
        if (next === null) await transaction.query(context, removeDue, [...here, application, key]);
        else await transaction.query(context, setDue, [...here, application, key, next]);
      }
      if (rows.length > 0)
        await bus.publish(
          context,
          rows.map((row) => dueEvent(context, row)),
          transaction,
        );
    });
  }
}

function dueEvent(context: RequestContext, { application, function: key, due }: Due): CloudEvent {
  return {
    ...{ specversion: '1.0', id: `${key}-${due}`, type: dueType, subject: `${application}/${key}`, time: due },
    source: `/data/${context.tenant.key}/${context.environment?.key ?? ''}/${application}`,
    datacontenttype: 'application/json',
    plinthtrace: context.trace,
    data: { due },
  };
}
