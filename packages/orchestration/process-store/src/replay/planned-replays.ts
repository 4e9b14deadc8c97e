import type { ProcessReplay } from '@plinth/api-contract';
import { type Definition, processesOf, recordsOf } from '@plinth/app-definition';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import { modelOf } from '@plinth/processes';
import type { ProcessStore } from '../store/process-store.ts';
import { withoutExamples } from './replay-tally.ts';
import { tallied } from './replay-work.ts';

/** Histories of each process, and processes, that are looked at for one plan. */
const [mostHistories, mostProcesses] = [50, 20];

/**
 * What the newest histories come to by what is to be published: of the processes that it changes, or all where decisions change. It
 * says at which elements how many go otherwise, nothing of a single instance: whoever publishes need not manage these.
 */
export async function plannedReplays(
  context: RequestContext,
  store: Pick<ProcessStore, 'database'>,
  application: string,
  { previous, next }: { readonly previous: Definition; readonly next: Definition },
): Promise<readonly ProcessReplay[]> {
  const decisionsChange = decisionsIn(previous) !== decisionsIn(next);
  const known = new Set(processesOf(previous).map(({ key }) => key));
  const changed = processesOf(next)
    .map(({ key }) => key)
    .filter((key) => known.has(key) && (decisionsChange || modelText(previous, key) !== modelText(next, key)));
  const replays: ProcessReplay[] = [];
  for (const process of changed.slice(0, mostProcesses)) {
    try {
      const tally = await tallied(context, store, { application, definition: next, process, most: mostHistories });
      replays.push(withoutExamples(tally.report(process)));
    } catch (error) {
      // One that cannot be run is told by the check of the definition.
      if (!(error instanceof PlinthError) || error.fault !== 'caller' || error.status === 499) throw error;
    }
  }
  return replays.filter(({ histories }) => histories > 0);
}

function decisionsIn(definition: Definition): string {
  const records = [...recordsOf(definition, 'decision'), ...recordsOf(definition, 'rule')];
  return JSON.stringify(records.sort((a, b) => (a.id < b.id ? -1 : 1)));
}

/** All that running a process takes, called ones too, whatever it looks like drawn; empty where it cannot be read. */
function modelText(definition: Definition, key: string): string {
  try {
    return JSON.stringify(modelOf(definition, key));
  } catch (error) {
    if (error instanceof PlinthError && error.fault === 'caller') return '';
    throw error;
  }
}
