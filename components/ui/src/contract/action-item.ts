import type { JsonObject } from '@plinth/foundation';

/** An entry of a menu: what the component's event names as `key`. */
export interface ActionItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: string;
  readonly tone?: 'neutral' | 'bad';
  readonly disabled?: boolean;
  /** Draws a line above. */
  readonly separated?: boolean;
}

export const actionItemSchema: JsonObject = {
  type: 'object',
  properties: {
    key: { type: 'string' },
    label: { type: 'string' },
    icon: { type: 'string' },
    tone: { type: 'string', enum: ['neutral', 'bad'] },
    disabled: { type: 'boolean' },
    separated: { type: 'boolean' },
  },
  required: ['key', 'label'],
  additionalProperties: false,
};
