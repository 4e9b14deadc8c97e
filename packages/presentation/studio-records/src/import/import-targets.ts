import type { ShellEntity } from '@plinth/api-contract';
import { type Definition, entitiesOf } from '@plinth/app-definition';

/** An entity of the application whose records a file cannot become, and why. */
export interface WithheldTarget {
  readonly key: string;
  readonly label: string;
  /** None of the person's roles in the environment imports it, or it is not there at all: not published, or not for this person. */
  readonly why: 'denied' | 'absent';
}

/**
 * The entities whose records a file can become, and those that people look for among them in vain. `published` are those that the
 * environment shows to the person; null where it shows nothing.
 */
export function importTargets(
  definition: Definition,
  published: readonly ShellEntity[] | null,
): { readonly offered: readonly ShellEntity[]; readonly withheld: readonly WithheldTarget[] } {
  const offered = (published ?? []).filter(({ operations }) => operations.includes('import'));
  const known = new Set(published?.map(({ key }) => key));
  const withheld = entitiesOf(definition)
    .filter(({ key }) => !offered.some((each) => each.key === key))
    .map(
      ({ key, label, labelPlural }): WithheldTarget => ({
        key,
        label: labelPlural ?? label,
        why: known.has(key) ? 'denied' : 'absent',
      }),
    );
  return { offered, withheld };
}
