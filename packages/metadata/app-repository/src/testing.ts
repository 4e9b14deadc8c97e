import type { ComponentResolver, MigrationPort } from './ports.ts';

/** A resolver that knows these components, each in one version. */
export function testResolver(versions: Readonly<Record<string, string>>): ComponentResolver {
  return {
    componentIds: async () => new Set(Object.keys(versions)),
    resolve: async (_context, requested) => ({
      versions: Object.fromEntries([...requested.keys()].sort().flatMap((id) => (versions[id] === undefined ? [] : [[id, versions[id]]]))),
      problems: [...requested.keys()]
        .filter((id) => versions[id] === undefined)
        .map((component) => ({ component, message: 'is not there' })),
    }),
  };
}

/** A record store without records: its plan says which entities come and go. */
export const testMigration: MigrationPort = {
  async planMigration(_context, previous, next) {
    const entities = (content: typeof previous) =>
      content === null
        ? []
        : [...content.definition.records.values()].flatMap((record) => (record.kind === 'entity' ? [record.key] : [])).sort();
    const [before, after] = [entities(previous), entities(next)];
    const steps = [
      ...after.filter((key) => !before.includes(key)).map((key) => ({ description: `create table ${key}`, destructive: false })),
      ...before.filter((key) => !after.includes(key)).map((key) => ({ description: `drop table ${key}`, destructive: true })),
    ];
    return { steps, warnings: [], replays: [] };
  },
  async applyMigration(context, previous, next, _transaction, watch) {
    const { steps } = await testMigration.planMigration(context, previous, next, { readRows: true });
    watch.planned(steps);
    watch.reached(steps.length);
  },
};
