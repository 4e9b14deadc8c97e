import type { JsonObject } from '@plinth/foundation';

/** A place to go: a page of the application with parameters, or an address. */
export interface LinkItem {
  /** What names it as the current one, where its page alone does not: several may lead to one page with other parameters. */
  readonly key?: string;
  readonly label: string;
  readonly page?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly address?: string;
  readonly icon?: string;
  /** A count or a short word beside the label. */
  readonly badge?: string;
  /** The heading below which it stands, in a navigation. */
  readonly group?: string;
}

export const linkItemSchema: JsonObject = {
  type: 'object',
  properties: {
    key: { type: 'string' },
    label: { type: 'string' },
    page: { type: 'string' },
    parameters: { type: 'object' },
    address: { type: 'string' },
    icon: { type: 'string' },
    badge: { type: 'string' },
    group: { type: 'string' },
  },
  required: ['label'],
  additionalProperties: false,
};
