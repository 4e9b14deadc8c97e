import type { Gateway } from '@plinth/api-gateway';
import type { AppHost } from '@plinth/app-host';
import type { Secrets } from '@plinth/secrets';

/** The platform, put together and ready to listen. */
export interface Platform {
  readonly gateway: Gateway;
  readonly host: AppHost;
  /** Seals what packages keep for tenants. */
  readonly secrets: Secrets;
  /** Path of the set-up page while there is no tenant; null afterwards. */
  readonly setUpPath: string | null;
  /** Keys of the first tenants. */
  readonly tenants: readonly string[];
  /** Starts to listen and gives the address. */
  listen(): Promise<string>;
  /** Builds the walls around functions and tells the log where one is missing. */
  reportWalls(): Promise<void>;
  /** Starts to serve metrics on their own address and gives it; null where none is configured. */
  listenForMetrics(): Promise<string | null>;
  /** Ends in the reverse order of the beginning; running requests are finished. */
  close(): Promise<void>;
}
