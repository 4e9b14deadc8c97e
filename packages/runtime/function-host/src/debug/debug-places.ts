import type { RequestContext } from '@plinth/foundation';
import { functionErrors } from '../errors.ts';

/** Calls that are debugged at once on one server: of one tenant, and of all. Each is a process, and may stand for long. */
const most = { ofTenant: 5, ofAll: 20 } as const;

interface Taken {
  readonly tenant: string;
  readonly member: string;
  readonly end: () => void;
}

/** Who debugs something at the moment. A member debugs one function at a time: beginning another one ends it. */
export class DebugPlaces {
  readonly #taken = new Set<Taken>();

  /** Takes a place, and gives what leaves it. `end` is called where the member debugs something else. Throws `functions.busy`. */
  take({ tenant, actor }: RequestContext, end: () => void): () => void {
    for (const other of this.#taken) {
      if (other.tenant !== tenant.id || other.member !== actor.id) continue;
      this.#taken.delete(other);
      other.end();
    }
    const ofTenant = [...this.#taken].filter((each) => each.tenant === tenant.id).length;
    if (ofTenant >= most.ofTenant || this.#taken.size >= most.ofAll) throw functionErrors.busy();
    const taken: Taken = { tenant: tenant.id, member: actor.id, end };
    this.#taken.add(taken);
    return () => void this.#taken.delete(taken);
  }
}
