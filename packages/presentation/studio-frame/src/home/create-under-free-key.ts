import { type Client, createApplication } from '@plinth/api-contract';
import type { DefinitionFiles } from '@plinth/app-definition';
import { PlinthError } from '@plinth/foundation';
import { keyFromLabel } from './key-from-label.ts';

interface Created {
  readonly label: string;
  readonly type: 'application' | 'module';
  /** Key of the application to copy. */
  readonly from?: string;
  /** Key of the template, or the files, to begin with. */
  readonly template?: string;
  readonly files?: DefinitionFiles;
}

const taken: ReadonlySet<string> = new Set(['repository.application-exists', 'repository.key-of-deleted']);
const mostTries = 20;

/** Makes an application under the key that its label gives or, where that is taken, one with a number; gives the key. */
export async function createUnderFreeKey(client: Client, tenant: string, created: Created): Promise<string> {
  const wanted = keyFromLabel(created.label);
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : `-${number}`;
    const key = `${wanted.slice(0, 40 - ending.length)}${ending}`;
    try {
      await client.call(createApplication, { tenant }, { ...created, key });
      return key;
    } catch (thrown) {
      if (!(thrown instanceof PlinthError && taken.has(thrown.code)) || number === mostTries) throw thrown;
    }
  }
}
