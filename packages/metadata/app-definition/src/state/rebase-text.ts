import type { ActionBody } from '../actions/definition-action.ts';
import { mapText, type TextChange, textLength } from '../actions/text-change.ts';

type TextBody = Extract<ActionBody, { type: 'RECORD_TEXT' }>;

/** The text changes in an action, in order. */
function textsIn(body: ActionBody): TextBody[] {
  if (body.type === 'RECORD_TEXT') return [body];
  return body.type === 'BATCH' ? body.payload.actions.flatMap(textsIn) : [];
}

function samePlace(a: TextBody, b: TextBody): boolean {
  return a.payload.id === b.payload.id && a.payload.path.join('\n') === b.payload.path.join('\n');
}

function over(changes: TextChange, other: TextChange, before: boolean): TextChange {
  return textLength(changes) === textLength(other) ? mapText(changes, other, before) : changes;
}

/**
 * `body` as it must read once `other`, made at the same time, stands before it: text changes move along, everything
 * else stays. The text that stands first in the log stands first in the text.
 */
export function rebaseText<Body extends ActionBody>(body: Body, other: ActionBody, before = false): Body {
  const others = textsIn(other);
  if (others.length === 0 || textsIn(body).length === 0) return body;
  let passing = others;
  const rebased = (part: ActionBody): ActionBody => {
    if (part.type === 'BATCH') return { ...part, payload: { actions: part.payload.actions.map(rebased) } };
    if (part.type !== 'RECORD_TEXT') return part;
    let changes = part.payload.changes;
    passing = passing.map((text) => {
      if (!samePlace(text, part)) return text;
      const mapped = over(text.payload.changes, changes, !before);
      changes = over(changes, text.payload.changes, before);
      return { ...text, payload: { ...text.payload, changes: mapped } };
    });
    return { ...part, payload: { ...part.payload, changes } };
  };
  return { ...body, ...rebased(body) } as Body;
}
