import { type TSchema, Type } from 'typebox';

/** The properties of an input that asks for a page of a list: how many, and the cursor the previous page ended with. */
export const pageInput = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'The `next` of the page before.' })),
};

/** A page of a list; `next` is null on the last one. */
export function pageOf<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });
}
