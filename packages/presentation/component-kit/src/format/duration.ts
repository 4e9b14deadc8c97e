export type DurationUnit = 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second';

export interface DurationParts {
  readonly negative: boolean;
  /** Units that are not zero, largest first; amounts as exact text. */
  readonly parts: readonly { readonly unit: DurationUnit; readonly amount: string }[];
}

const form = /^([+-])?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const units: readonly DurationUnit[] = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'];

/** Reads an ISO 8601 duration; null where it is none. */
export function parseDuration(text: string): DurationParts | null {
  const match = form.exec(text);
  if (match === null || /[PT]$/.test(text)) return null;
  const parts = units.flatMap((unit, index) => {
    const amount = match[index + 2];
    return amount === undefined || Number(amount) === 0 ? [] : [{ unit, amount }];
  });
  return { negative: match[1] === '-', parts };
}
