import type { Client, SessionInfo } from '@plinth/api-contract';
import type { ComponentType } from 'react';

/** Who works, and what they work with, where no application is open. */
export interface AtHome {
  readonly client: Client;
  readonly session: SessionInfo;
}

/** A place beside the list of applications: the tenant's members. */
export interface HomePlace {
  /** In the address, after `/-/`. */
  readonly key: string;
  /** As the bar calls it; texts are found by `studio.tool.<key>`. */
  readonly title: string;
  /** Of the Tabler set. */
  readonly icon: string;
  /** Fetched when it is first opened. `rest` is what follows its key in the address, and its own matter. */
  load(): Promise<ComponentType<AtHome & { readonly rest: readonly string[] }>>;
}
