import type { TaskServices } from '@plinth/component-kit';
import type { PageRuntime } from './page-runtime.ts';

/** Tasks for the components of a page; what is done with one lets the process go on, which may change any record. */
export function taskServices({ data: { processes }, changes }: PageRuntime): TaskServices {
  const wentOn = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work;
    changes.changed(null);
    return result;
  };
  return {
    ...processes,
    claim: (task) => wentOn(processes.claim(task)),
    release: (task) => wentOn(processes.release(task)),
    delegate: (task, to) => wentOn(processes.delegate(task, to)),
    change: (task, changed) => wentOn(processes.change(task, changed)),
    complete: (task, variables) => wentOn(processes.complete(task, variables)),
    completeMany: (tasks, variables) => wentOn(processes.completeMany(tasks, variables)),
    listen: (listener) => changes.listen((entity) => entity === null && listener()),
  };
}
