import type { JsonObject } from '@plinth/foundation';
import { tones } from './properties.ts';

/** One of several values that a person may choose. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly tone?: string;
  readonly disabled?: boolean;
}

export const optionSchema: JsonObject = {
  type: 'object',
  properties: {
    value: { type: 'string' },
    label: { type: 'string' },
    tone: { type: 'string', enum: [...tones] },
    disabled: { type: 'boolean' },
  },
  required: ['value', 'label'],
  additionalProperties: false,
};
