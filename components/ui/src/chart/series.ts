import type { JsonObject } from '@plinth/foundation';
import { tones } from '../contract/properties.ts';

/** Values that are drawn in one colour. */
export interface Series {
  readonly field: string;
  readonly label?: string;
  /** Absent: the next colour of the theme. */
  readonly tone?: (typeof tones)[number];
}

export const seriesSchema: JsonObject = {
  type: 'object',
  properties: { field: { type: 'string' }, label: { type: 'string' }, tone: { type: 'string', enum: [...tones] } },
  required: ['field'],
  additionalProperties: false,
};
