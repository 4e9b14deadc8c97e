import { type Definition, processesOf, type RecordOf } from '@plinth/app-definition';
import type { PlannedDecision } from '@plinth/app-host';
import { BoundedCache, PlinthError, type RequestContext } from '@plinth/foundation';
import type { ProcessModel } from '@plinth/process-model';
import { modelOf, readProcess } from '@plinth/processes';
import type { ApplicationModel } from '@plinth/record-store';
import { mainProcess as meantProcess } from '@plinth/workflow-engine';
import { processStoreErrors } from '../errors.ts';

/** What of a release processes are run with. */
export interface RunningRelease {
  readonly version: string;
  readonly definition: Definition;
  readonly model: ApplicationModel;
  /** By key and by id. */
  readonly decisions: ReadonlyMap<string, PlannedDecision>;
}

/** Port: applications as they are released, and their versions that instances still run by. */
export interface ReleaseSource {
  /** What runs in the context's environment; throws `application.not-released`. */
  current(context: RequestContext, application: string): Promise<RunningRelease>;
  /** The definition of any version. */
  definition(context: RequestContext, application: string, version: string): Promise<Definition>;
}

/** A process of a version of an application, as instances run it. */
export interface RunnableProcess {
  readonly record: RecordOf<'process'>;
  readonly model: ProcessModel;
}

const mostModels = 500;

/** Models of processes by version, each read once; a version never changes. */
export class ProcessModels {
  readonly #releases: ReleaseSource;
  readonly #models = new BoundedCache<Promise<RunnableProcess>>(mostModels);

  constructor(releases: ReleaseSource) {
    this.#releases = releases;
  }

  current(context: RequestContext, application: string): Promise<RunningRelease> {
    return this.#releases.current(context, application);
  }

  /** Throws `process-store.no-process`, `process-store.not-runnable`. */
  find(context: RequestContext, application: string, version: string, process: string, known?: Definition): Promise<RunnableProcess> {
    const key = JSON.stringify([context.tenant.id, application, version, process]);
    const found = this.#models.get(key, async () =>
      runnableProcess(known ?? (await this.#releases.definition(context, application, version)), process),
    );
    // What failed once, as while the database was away, is tried again.
    found.catch(() => this.#models.delete(key, found));
    return found;
  }
}

/** A process of a definition with those that it calls; throws `process-store.no-process`, `process-store.not-runnable`. */
export function runnableProcess(definition: Definition, process: string): RunnableProcess {
  const record = processesOf(definition).find(({ key }) => key === process);
  if (record === undefined) throw processStoreErrors.noProcess({ process });
  try {
    const { findings } = readProcess(definition, process);
    const wrong = findings.find(({ severity }) => severity === 'error');
    if (wrong !== undefined) throw processStoreErrors.notRunnable({ process, problem: `${wrong.element}: ${wrong.message}` });
    return { record, model: modelOf(definition, process) };
  } catch (error) {
    if (error instanceof PlinthError && !error.code.startsWith('process-store.'))
      throw processStoreErrors.notRunnable({ process, problem: error.message.replace(/\.$/, '') }, { cause: error });
    throw error;
  }
}

/** The BPMN process that an instance of a document runs where nothing else is said. */
export function mainProcess({ record, model }: RunnableProcess): string {
  const found = meantProcess(model);
  if (found?.isExecutable !== true)
    throw processStoreErrors.notRunnable({ process: record.key, problem: 'none of its processes is executable' });
  return found.id;
}
