import { isEvent, type Process, type ProcessModel } from '@plinth/process-model';

/**
 * The process that is meant where nobody says: one that is executable, that no other calls and that begins by itself, in the order of
 * the document; where none is all of that, one that lacks the last, and so on.
 */
export function mainProcess({ processes }: ProcessModel): Process | null {
  const called = new Set(processes.flatMap(({ nodes }) => nodes.flatMap((node) => (node.type === 'callActivity' ? [node.called] : []))));
  const rank = (process: Process) => [process.isExecutable, !called.has(process.id), beginsByItself(process)];
  const better = (a: Process, b: Process) => {
    const [ofA, ofB] = [rank(a), rank(b)];
    const at = ofA.findIndex((is, place) => is !== ofB[place]);
    return at < 0 || ofA[at] === true ? a : b;
  };
  return processes.length === 0 ? null : processes.reduce(better);
}

/** Whether it has a start event that waits for nothing, or nothing at all that it is started by. */
export function beginsByItself({ nodes }: Process): boolean {
  const starts = nodes.filter(isEvent).filter(({ type }) => type === 'startEvent');
  return starts.length === 0
    ? !nodes.some((node) => ('instantiates' in node ? node.instantiates !== false && node.instantiates !== 'no' : false))
    : starts.some(({ triggers }) => triggers.length === 0);
}
