import type { NamedDefinition, ProcessModel } from '@plinth/process-model';
import type { Script } from './script.ts';

/** What something is known by outside, where it is called by that, by its id, or by its name beside a code; else what it is called. */
export function outsideName(definitions: readonly NamedDefinition[], called: string): string {
  const outside = ({ code, name }: NamedDefinition) => code ?? name;
  if (definitions.some((each) => outside(each) === called)) return called;
  const meant = definitions.find(({ id, name }) => id === called || name === called);
  return meant === undefined ? called : outside(meant);
}

/** How a script says that a process begins, as it is known outside. */
export function outsideStart({ messages, signals }: ProcessModel, { event, message, signal }: Script['start']): Script['start'] {
  return {
    ...(event === undefined ? {} : { event }),
    ...(message === undefined ? {} : { message: outsideName(messages, message) }),
    ...(signal === undefined ? {} : { signal: outsideName(signals, signal) }),
  };
}
