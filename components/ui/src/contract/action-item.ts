import type { JsonObject } from '@plinth/foundation';
import type { RecordNeed } from './allowed.ts';

/** An entry of a menu: what the component's event names as `key`. */
export interface ActionItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: string;
  readonly tone?: 'neutral' | 'bad';
  readonly disabled?: boolean;
  /** What it does with the row: not offered to who may never do that, and disabled on rows on which the person may not. */
  readonly needs?: RecordNeed;
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
    needs: { type: 'string', enum: ['update', 'delete'] },
    separated: { type: 'boolean' },
  },
  required: ['key', 'label'],
  additionalProperties: false,
};
