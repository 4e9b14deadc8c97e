import type { EntityView } from '../read/entity-view.ts';
import { jsonValue } from '../read/record-projection.ts';

/** SQL of what a path leads to as JSON has it, and of whether the reader may see that on a row. */
export interface PathSight {
  readonly value: string;
  readonly seen: string;
}

/** How a reader sees a path that rules read; null where nobody with these roles sees it on any row. */
export function pathSight(reader: EntityView, path: readonly string[]): PathSight | null {
  return sightOf(reader, storedPath(reader.unrestricted(), path));
}

/** The part of a path that is stored: of `due.year` it is `due`. */
function storedPath(full: EntityView, [key = '', next, ...rest]: readonly string[]): readonly string[] {
  const target = full.reference(key);
  return target === null || next === undefined ? [key] : [key, ...storedPath(target, [next, ...rest])];
}

function sightOf(view: EntityView, [key = '', ...rest]: readonly string[]): PathSight | null {
  const field = view.entity.fieldsByKey.get(key);
  if (field === undefined) return { value: view.path([key]).sql, seen: 'true' };
  if (!view.sees(key)) return null;
  const grants = view.access?.grants(view.entity, 'read') ?? [];
  const own = grants.some((grant) => grant.hidden.has(key)) ? view.granted(grants.filter((grant) => !grant.hidden.has(key))) : null;
  const target = rest.length === 0 ? null : view.reference(key);
  if (target === null) return { value: jsonValue(view, field), seen: own ?? 'true' };
  // A reference that leads to nothing is seen as such; one that leads to what may not be read says nothing of it.
  const beyond = sightOf(target, rest);
  const there = beyond === null ? 'false' : `(${target.alias}.id is not null and ${beyond.seen})`;
  return { value: beyond?.value ?? 'null', seen: `(${own === null ? '' : `${own} and `}(${view.column(field)} is null or ${there}))` };
}
