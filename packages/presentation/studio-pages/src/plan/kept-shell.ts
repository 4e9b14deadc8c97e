import type { ApplicationShell } from '@plinth/api-contract';
import type { Definition, RecordKind } from '@plinth/app-definition';
import type { StudioWork } from '@plinth/studio-frame';
import { previewLanguages } from '@plinth/studio-translations';
import { shellOf } from './shell-of-definition.ts';

interface Made {
  readonly definition: Definition;
  readonly released: ApplicationShell | null;
  readonly language: string;
  readonly shell: ApplicationShell;
}

/** Kinds of records of which nothing stands around a page. */
const within: ReadonlySet<RecordKind | undefined> = new Set<RecordKind>(['component', 'query', 'rule', 'process-node', 'process-flow']);

/** What surrounds pages as the definition changes: another object only when something in it changed. */
export class KeptShell {
  readonly #work: Parameters<typeof shellOf>[1];
  #last: Made | null = null;

  constructor(work: Pick<StudioWork, 'tenant' | 'environment' | 'application' | 'member' | 'components' | 'tenantTheme'>) {
    this.#work = work;
  }

  of(definition: Definition, released: ApplicationShell | null, language: string): ApplicationShell {
    const last = this.#last;
    if (last !== null && last.released === released && last.language === language && !mayDiffer(last.definition, definition, language)) {
      this.#last = { ...last, definition };
      return last.shell;
    }
    const made = shellOf(definition, this.#work, released, language);
    const shell = last !== null && JSON.stringify(last.shell) === JSON.stringify(made) ? last.shell : made;
    this.#last = { definition, released, language, shell };
    return shell;
  }
}

function mayDiffer(before: Definition, after: Definition, language: string): boolean {
  // In a language that nobody speaks every text of the application is made up, those of components too.
  if (before !== after && previewLanguages(after).pseudo.includes(language)) return true;
  for (const id of before.records.differing(after.records)) {
    const [was, is] = [before.records.get(id), after.records.get(id)];
    if (!within.has((was ?? is)?.kind) || !within.has((is ?? was)?.kind)) return true;
  }
  return false;
}
