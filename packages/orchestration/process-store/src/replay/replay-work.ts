import { implement, type Operation, type ReplayOperation, replayHistories } from '@plinth/api-contract';
import type { Definition } from '@plinth/app-definition';
import { foundationErrors, type JsonObject, type RequestContext, uuidV7 } from '@plinth/foundation';
import type { LongOperations, LongWork } from '@plinth/long-operations';
import { replayProcess } from '@plinth/processes';
import { ProcessDesk } from '../api/process-desk.ts';
import { processStoreErrors } from '../errors.ts';
import { runnableProcess } from '../model/process-models.ts';
import type { ProcessStore } from '../store/process-store.ts';
import type { Candidate, CandidateSource } from './candidate-source.ts';
import { recordedHistories } from './recorded-histories.ts';
import { ReplayTally } from './replay-tally.ts';

interface ReplayRequest extends Candidate {
  readonly process: string;
  readonly most: number;
}

/** Recorded histories done again by another version, as a long operation. Whoever goes on with it begins again: nothing was changed. */
export function replayOperation(store: ProcessStore, candidates: CandidateSource, longOperations: LongOperations): Operation {
  const desk = new ProcessDesk(store);
  /** The definition to try by. Throws for whoever does not manage the process, and what keeps it from being run. */
  async function candidateFor(context: RequestContext, application: string, { process, version, branch }: ReplayRequest) {
    (await desk.access(context, application)).require('manage', process);
    const definition =
      version === undefined && branch === undefined
        ? (await store.models.current(context, application)).definition
        : await candidates(context, application, { version, branch });
    runnableProcess(definition, process);
    return definition;
  }
  const work: LongWork = {
    begunBy: replayHistories,
    lookScope: 'processes:read',
    unit: 'steps',
    file: 'none',
    async run(context, { application, input, progress }) {
      const request = input as unknown as ReplayRequest;
      const definition = await candidateFor(context, application, request);
      return (await tallied(context, store, { application, definition, ...request }, progress)).report(
        request.process,
      ) as unknown as JsonObject;
    },
  };
  longOperations.register(work);
  return implement(replayHistories, async (context, { process, version, branch, most = 100, wait }, { application }) => {
    if (version !== undefined && branch !== undefined) throw processStoreErrors.versionOrBranch();
    const request: ReplayRequest = { process, most, version, branch };
    // What is wrong with the request is said at once, not by the operation.
    await candidateFor(context, application, request);
    const begin = { id: uuidV7(), application, input: JSON.parse(JSON.stringify(request)) as JsonObject, total: null };
    return (await longOperations.begin(context, work, begin, wait)) as ReplayOperation;
  });
}

/** Does the newest histories of a process again and counts what they come to. */
export async function tallied(
  context: RequestContext,
  { database }: Pick<ProcessStore, 'database'>,
  {
    application,
    definition,
    process,
    most,
  }: { readonly application: string; readonly definition: Definition; readonly process: string; readonly most: number },
  progress: (done: number) => void = () => {},
): Promise<ReplayTally> {
  const again = replayProcess(definition, process);
  const tally = new ReplayTally();
  let done = 0;
  for await (const page of recordedHistories(context, database, application, process, most)) {
    for (const { instance, entries } of page) {
      if (context.signal.aborted) throw foundationErrors.cancelled();
      tally.add(instance, again(entries));
      progress(++done);
      // A history may be long, and others wait for their turn.
      await new Promise(setImmediate);
    }
  }
  return tally;
}
