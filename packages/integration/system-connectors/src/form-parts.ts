import type { JsonObject } from '@plinth/foundation';

/** A text of a bounded length. */
export function text(description: string, maxLength = 1000): JsonObject {
  return { type: 'string', description, maxLength };
}

/** A text that is not empty. */
export function name(description: string, maxLength: number): JsonObject {
  return { ...text(description, maxLength), minLength: 1 };
}

/** A text, or null where there is none. */
export const textOrNull: JsonObject = { type: ['string', 'null'] };

/** A whole number within bounds, with what it is where nobody says. */
export function whole(description: string, minimum: number, maximum: number, usual?: number): JsonObject {
  return { type: 'integer', description, minimum, maximum, ...(usual === undefined ? {} : { default: usual }) };
}

/** A whole number that a system answers, of which nobody knows the bounds. */
export function number(description: string): JsonObject {
  return { type: 'integer', description };
}

/** An object with these properties, all of them there. */
export function answer(properties: Readonly<Record<string, JsonObject>>): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties) };
}

/** How messages that are heard are read, and what is told of them. */
export const heardAs: JsonObject = {
  type: 'string',
  enum: ['json', 'text'],
  default: 'json',
  description: 'What messages are: objects of JSON, or texts, each told as text.',
};
export const heardMessage: JsonObject = { type: 'object', description: 'The message, or its text.' };

/** Whether a trigger begins with what was there before. */
export const existing: JsonObject = { type: 'boolean', default: false, description: 'Whether what is there already is told too.' };
