import type { SamplePort } from '@plinth/app-repository';
import type { Database } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { type ApplicationModel, fillSamples, makeSampleTables, removeSampleTables } from '@plinth/record-store';

interface Host {
  /** Told when another draft runs in the context's environment. */
  readonly released: (context: RequestContext, application: string) => void;
  readonly model: (context: RequestContext, application: string) => Promise<ApplicationModel>;
}

/** The record store as the repository asks it for sample data. */
export function sampleDrafts(database: Database, host: Host): SamplePort {
  return {
    makeTables: (context, { definition, modules }) => makeSampleTables(context, database, { definition, dependencies: modules }),
    async begin(context, application, areNew) {
      host.released(context, application);
      return areNew ? fillSamples(context, database, await host.model(context, application)) : [];
    },
    remove: (context) => removeSampleTables(context, database),
  };
}
