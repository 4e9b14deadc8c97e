import type { ActionBody, DefinitionAction } from '../actions/definition-action.ts';

/** A value of one's own that somebody replaced without having seen it. */
export interface Overwritten {
  readonly record: string;
  readonly path: readonly string[];
  readonly by: string;
  /** One's own action whose value is gone, and theirs. */
  readonly lost: string;
  readonly action: string;
  /** What one did, in words; with {@link restore} absent where it was kept by an older version. */
  readonly intent?: string;
  /** Puts one's own value back, whatever is there then. */
  readonly restore?: ActionBody;
}

interface Place {
  readonly record: string;
  readonly path: readonly string[];
  readonly restore: ActionBody;
}

function placesIn(body: ActionBody): Place[] {
  if (body.type === 'BATCH') return body.payload.actions.flatMap(placesIn);
  if (body.type === 'RECORD_UPDATE') {
    const { expect: _, ...payload } = body.payload;
    return [{ record: payload.id, path: payload.path, restore: { type: body.type, payload } }];
  }
  if (body.type !== 'RECORD_MOVE') return [];
  const { id, to } = body.payload;
  return [{ record: id, path: ['index'], restore: { type: body.type, payload: { id, to } } }];
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
          ? [{ ...mine, by: other.actor, lost: action.id, action: other.id, intent: action.intent }]
          : [],
      ),
    );
}
