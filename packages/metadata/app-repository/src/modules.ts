import { appOf, type Definition, type DefinitionViolation, readSnapshot, violationOf } from '@plinth/app-definition';
import type { Queryable } from '@plinth/database';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import semver from 'semver';
import { applicationOf } from './applications.ts';
import { selectVersion, selectVersions } from './statements.ts';

/** The modules that a definition depends on, directly or through others, each in one version. */
export interface ResolvedModules {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly versions: Readonly<Record<string, { readonly version: string; readonly signature: string }>>;
  readonly violations: readonly DefinitionViolation[];
}

interface StoredVersion {
  readonly version: string;
  readonly signature: string;
  readonly snapshot: unknown;
}

const mostRounds = 50;

/** Chooses for each module the highest version that everybody who asks for it accepts. The same versions give the same choice. */
export async function resolveModules(context: RequestContext, queryable: Queryable, definition: Definition): Promise<ResolvedModules> {
  const chosen = new Map<string, StoredVersion & { readonly definition: Definition }>();
  for (let round = 0; round < mostRounds; round++) {
    const ranges = rangesOf([definition, ...[...chosen.values()].map((module) => module.definition)]);
    let changed = false;
    for (const key of chosen.keys()) if (!ranges.has(key)) changed = chosen.delete(key) || changed;
    for (const [key, asked] of [...ranges].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const module = await highest(context, queryable, key, asked);
      if (typeof module === 'string') return failed(key, module);
      if (chosen.get(key)?.version === module.version) continue;
      chosen.set(key, module);
      changed = true;
    }
    if (!changed) {
      const entries = [...chosen].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        definitions: new Map(entries.map(([key, module]) => [key, module.definition])),
        versions: Object.fromEntries(entries.map(([key, { version, signature }]) => [key, { version, signature }])),
        violations: [],
      };
    }
  }
  return failed('', 'the modules ask for each other in versions that never agree');
}

function rangesOf(definitions: readonly Definition[]): Map<string, string[]> {
  const ranges = new Map<string, string[]>();
  for (const definition of definitions) {
    for (const [key, range] of Object.entries(appOf(definition)?.dependencies ?? {})) ranges.set(key, [...(ranges.get(key) ?? []), range]);
  }
  return ranges;
}

async function highest(
  context: RequestContext,
  queryable: Queryable,
  key: string,
  ranges: readonly string[],
): Promise<(StoredVersion & { readonly definition: Definition }) | string> {
  const wrong = ranges.find((range) => semver.validRange(range) === null);
  if (wrong !== undefined) return `${JSON.stringify(wrong)} is no range of versions`;
  const application = await applicationOf(context, queryable, key).catch((error: unknown) => {
    if (error instanceof PlinthError && error.code === 'repository.not-found') return null;
    throw error;
  });
  if (application === null || application.type !== 'module') return `there is no module ${key}`;
  const { rows } = await queryable.query<StoredVersion>(context, selectVersions, [context.tenant.id, application.id]);
  const fitting = rows.map(({ version }) => version).filter((version) => ranges.every((range) => semver.satisfies(version, range)));
  const [best] = semver.rsort(fitting);
  if (best === undefined)
    return rows.length === 0 ? `the module ${key} has no version yet` : `no version of ${key} is in ${ranges.join(' and ')}`;
  const found = await queryable.query<StoredVersion>(context, selectVersion, [context.tenant.id, application.id, best]);
  const [stored] = found.rows;
  const read = readSnapshot(stored?.snapshot);
  if (stored === undefined || read.definition === null) throw new Error(`Version ${best} of ${key} cannot be read.`);
  return { ...stored, definition: read.definition };
}

function failed(key: string, message: string): ResolvedModules {
  const violation = violationOf(
    { id: 'app' },
    'dependency',
    ['dependencies', key],
    message,
    'Correct the dependencies, or publish the module first.',
  );
  return { definitions: new Map(), versions: {}, violations: [violation] };
}
