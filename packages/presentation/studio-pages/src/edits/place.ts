import { childrenOf, type Definition, indexBetween, type RecordPlace, recordOf } from '@plinth/app-definition';

/** Where components go: into a slot of a component or page, before one that stands there or at its end. */
export interface Place {
  readonly parent: string;
  readonly slot: string;
  readonly before: string | null;
}

/** The places of `count` components, one after the other; those that are moved do not count as neighbours. */
export function recordPlaces(definition: Definition, place: Place, count: number, moved: ReadonlySet<string> = new Set()): RecordPlace[] {
  // All slots of a parent share one order, so that a component keeps its turn when its slot changes.
  const siblings = childrenOf(definition, place.parent).filter(({ id }) => !moved.has(id));
  const found = place.before === null ? -1 : siblings.findIndex(({ id }) => id === place.before);
  const at = found < 0 ? siblings.length : found;
  const after = siblings[at]?.index ?? null;
  const places: RecordPlace[] = [];
  let last = siblings[at - 1]?.index ?? null;
  for (let made = 0; made < count; made++) {
    last = indexBetween(last, last !== null && after !== null && last >= after ? null : after);
    places.push({ parent: place.parent, slot: place.slot, index: last });
  }
  return places;
}

/** Whether a record is the other or stands in it. */
export function standsIn(definition: Definition, id: string, other: string): boolean {
  for (let at: string | undefined = id; at !== undefined; at = recordOf(definition, 'component', at)?.parent) {
    if (at === other) return true;
  }
  return false;
}

/** These components without those that stand in others of them, in the order of the page. */
export function outermost(definition: Definition, ids: readonly string[], order: readonly string[]): string[] {
  const chosen = new Set(ids);
  return order.filter((id) => {
    if (!chosen.has(id)) return false;
    const parent = recordOf(definition, 'component', id)?.parent;
    return parent === undefined || ![...chosen].some((other) => standsIn(definition, parent, other));
  });
}
