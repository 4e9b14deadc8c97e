import type { ActionBody, DefinitionAction } from '../actions/definition-action.ts';

/** A value of one's own that somebody replaced without having seen it. */
export interface Overwritten {
  readonly record: string;
  readonly path: readonly string[];
  readonly by: string;
  /** One's own action whose value is gone, and theirs. */
  readonly lost: string;
  readonly action: string;
}

interface Place {
  readonly record: string;
  readonly path: readonly string[];
}

function placesIn(body: ActionBody): Place[] {
  if (body.type === 'BATCH') return body.payload.actions.flatMap(placesIn);
  if (body.type === 'RECORD_UPDATE') return [{ record: body.payload.id, path: body.payload.path }];
  return body.type === 'RECORD_MOVE' ? [{ record: body.payload.id, path: ['index'] }] : [];
}

function overlap(a: Place, b: Place): boolean {
  const length = Math.min(a.path.length, b.path.length);
  return a.record === b.record && a.path.slice(0, length).join('\n') === b.path.slice(0, length).join('\n');
}

/** Which of one's own confirmed actions another's replaces, made without having seen them. */
export function overwrittenBy(
  own: readonly { readonly position: number; readonly action: DefinitionAction }[],
  other: DefinitionAction,
): Overwritten[] {
  return own
    .filter(({ position }) => position > other.seen)
    .flatMap(({ action }) =>
      placesIn(action).flatMap((mine) =>
        placesIn(other).some((theirs) => overlap(mine, theirs))
          ? [{ record: mine.record, path: mine.path, by: other.actor, lost: action.id, action: other.id }]
          : [],
      ),
    );
}
