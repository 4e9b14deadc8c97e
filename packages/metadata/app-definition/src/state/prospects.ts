import type { DefinitionAction, LogEntry } from '../actions/definition-action.ts';
import { reduce } from '../actions/reduce.ts';
import type { Definition } from '../definition.ts';
import { reducedBy } from './reduced-by.ts';

/**
 * Tells whether an action that cannot be done now could be if only the first so many of what is tentative came, and one's own of the
 * rest: a server commits what it has put in order from the front, or withdraws it. `before` are the actions that wait in front of it,
 * at each question those of the last one and more.
 */
export function prospects(
  confirmed: Definition,
  tentative: readonly LogEntry[],
  isOwn: (id: string) => boolean,
): (action: DefinitionAction, before: readonly DefinitionAction[]) => boolean {
  let futures: readonly Definition[] | null = null;
  let done = 0;
  return (action, before) => {
    futures ??= [...tentative.keys()].map((come) =>
      tentative
        .filter((entry, at) => at < come || isOwn(entry.action.id))
        .reduce((definition, entry) => reducedBy(definition, entry.action), confirmed),
    );
    futures = futures.map((future) => before.slice(done).reduce(reducedBy, future));
    done = before.length;
    return futures.some((future) => reduce(future, action).refused === null);
  };
}
