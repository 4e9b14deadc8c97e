import { type ActionBody, type Definition, recordsOf } from '@plinth/app-definition';
import { update } from './edit.ts';

/** Takes fields and relations out of what roles hide and lock, where they would only hang. */
export function withoutMention(definition: Definition, gone: ReadonlySet<string>): ActionBody[] {
  return recordsOf(definition, 'permission').flatMap((permission) =>
    (['hidden', 'locked'] as const).flatMap((list) => {
      const left = permission[list].filter((id) => !gone.has(id));
      return left.length < permission[list].length ? [update(permission.id, list, left)] : [];
    }),
  );
}
