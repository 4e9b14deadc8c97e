/**
 * A change of a text from its beginning to its end: a number keeps that many UTF-16 code units, `[n, inserted]` replaces
 * n of them. Changes of two people against the same text are reconciled by {@link mapText}.
 */
export type TextChange = readonly (number | readonly [number, string])[];

export function isTextChange(value: unknown): value is TextChange {
  const isLength = (part: unknown) => Number.isInteger(part) && Number(part) >= 0;
  return (
    Array.isArray(value) &&
    value.every((part) => isLength(part) || (Array.isArray(part) && part.length === 2 && isLength(part[0]) && typeof part[1] === 'string'))
  );
}

/** The length of the text a change is meant for. */
export function textLength(changes: TextChange): number {
  return changes.reduce<number>((sum, part) => sum + (typeof part === 'number' ? part : part[0]), 0);
}

/** The changed text; null where the change is meant for a text of another length. */
export function applyText(text: string, changes: TextChange): string | null {
  if (textLength(changes) !== text.length) return null;
  let at = 0;
  let result = '';
  for (const part of changes) {
    if (typeof part === 'number') {
      result += text.slice(at, at + part);
      at += part;
    } else {
      result += part[1];
      at += part[0];
    }
  }
  return result;
}

/** The change that takes a change of this text back. */
export function invertText(text: string, changes: TextChange): TextChange {
  let at = 0;
  return changes.map((part) => {
    const length = typeof part === 'number' ? part : part[0];
    const replaced = text.slice(at, at + length);
    at += length;
    return typeof part === 'number' ? part : [part[1].length, replaced];
  });
}

/** The smallest single replacement that makes one text of the other. */
export function textChangeBetween(before: string, after: string): TextChange {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++;
  return normal([start, [before.length - end - start, after.slice(start, after.length - end)], end]);
}

/** Joins neighbours and drops what does nothing. */
function normal(changes: TextChange): TextChange {
  const result: (number | readonly [number, string])[] = [];
  for (const part of changes) {
    const last = result.at(-1);
    if (typeof part === 'number') {
      if (part === 0) continue;
      if (typeof last === 'number') result[result.length - 1] = last + part;
      else result.push(part);
    } else if (part[0] > 0 || part[1] !== '') {
      if (Array.isArray(last)) result[result.length - 1] = [last[0] + part[0], last[1] + part[1]];
      else result.push(part);
    }
  }
  return result;
}

/** Single steps of a change: keep one stretch, delete one stretch, insert a text. */
type Step = { readonly keep: number } | { readonly drop: number } | { readonly insert: string };

function stepsOf(changes: TextChange): Step[] {
  return changes.flatMap((part): Step[] => {
    if (typeof part === 'number') return part > 0 ? [{ keep: part }] : [];
    const [drop, insert] = part;
    return [...(insert === '' ? [] : [{ insert }]), ...(drop === 0 ? [] : [{ drop }])];
  });
}

/**
 * `changes`, made for the text that `over` was made for too, as a change of the text after `over`. Where both insert at
 * the same place, `before` tells whose text comes first; what both delete is deleted once.
 */
export function mapText(changes: TextChange, over: TextChange, before: boolean): TextChange {
  const mine = stepsOf(changes);
  const theirs = stepsOf(over);
  const result: (number | readonly [number, string])[] = [];
  let own = mine.shift();
  let other = theirs.shift();
  while (own !== undefined || other !== undefined) {
    const ownInserts = own !== undefined && 'insert' in own;
    const otherInserts = other !== undefined && 'insert' in other;
    if (own !== undefined && 'insert' in own && (before || !otherInserts)) {
      result.push([0, own.insert]);
      own = mine.shift();
    } else if (other !== undefined && 'insert' in other && (!before || !ownInserts)) {
      result.push(other.insert.length);
      other = theirs.shift();
    } else {
      if (own === undefined || other === undefined || 'insert' in own || 'insert' in other)
        throw new RangeError('The changes are for texts of different lengths.');
      const length = Math.min(lengthOf(own), lengthOf(other));
      if ('keep' in other) result.push('keep' in own ? length : [length, '']);
      own = shortened(own, length) ?? mine.shift();
      other = shortened(other, length) ?? theirs.shift();
    }
  }
  return normal(result);
}

function lengthOf(step: { readonly keep: number } | { readonly drop: number }): number {
  return 'keep' in step ? step.keep : step.drop;
}

function shortened(step: { readonly keep: number } | { readonly drop: number }, by: number): Step | undefined {
  const rest = lengthOf(step) - by;
  if (rest === 0) return undefined;
  return 'keep' in step ? { keep: rest } : { drop: rest };
}
