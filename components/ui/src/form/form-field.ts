import type { JsonObject } from '@plinth/foundation';

/** A field of a form as the maker writes it; a bare key stands for `{ field: key }`. */
export interface FormField {
  readonly field: string;
  readonly label?: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  /** As wide as the form. */
  readonly wide?: boolean;
}

export const formFieldSchema: JsonObject = {
  oneOf: [
    { type: 'string' },
    {
      type: 'object',
      properties: {
        field: { type: 'string' },
        label: { type: 'string' },
        help: { type: 'string' },
        placeholder: { type: 'string' },
        readOnly: { type: 'boolean' },
        wide: { type: 'boolean' },
      },
      required: ['field'],
      additionalProperties: false,
    },
  ],
};
