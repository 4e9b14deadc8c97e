import type { JsonObject } from '@plinth/foundation';

const cellFormats = [
  'text',
  'longText',
  'integer',
  'decimal',
  'money',
  'percent',
  'boolean',
  'date',
  'time',
  'dateTime',
  'duration',
  'email',
  'phone',
  'url',
  'choice',
  'multiChoice',
  'json',
  'file',
  'reference',
  'badge',
] as const;
export type CellFormat = (typeof cellFormats)[number];

/** A column as the maker writes it; what is absent comes from the entity's field. */
export interface Column {
  /** Field, a path over references (`account.district`), or a key of `cells`. */
  readonly field: string;
  readonly label?: string;
  readonly format?: CellFormat;
  readonly currency?: string;
  readonly digits?: number;
  readonly align?: 'start' | 'end' | 'center';
  /** Pixels; absent: by the type. */
  readonly width?: number;
  /** Takes what room is left. */
  readonly grow?: boolean;
  /** Page that a reference in this column opens, with its id as `id`. */
  readonly page?: string;
  readonly sortable?: boolean;
  readonly filterable?: boolean;
  /** Not shown until the person chooses it. */
  readonly hidden?: boolean;
}

export const columnSchema: JsonObject = {
  oneOf: [
    { type: 'string' },
    {
      type: 'object',
      properties: {
        field: { type: 'string' },
        label: { type: 'string' },
        format: { type: 'string', enum: [...cellFormats] },
        currency: { type: 'string', pattern: '^[A-Z]{3}$' },
        digits: { type: 'integer', minimum: 0, maximum: 20 },
        align: { type: 'string', enum: ['start', 'end', 'center'] },
        width: { type: 'number', minimum: 24 },
        grow: { type: 'boolean' },
        page: { type: 'string' },
        sortable: { type: 'boolean' },
        filterable: { type: 'boolean' },
        hidden: { type: 'boolean' },
      },
      required: ['field'],
      additionalProperties: false,
    },
  ],
};
