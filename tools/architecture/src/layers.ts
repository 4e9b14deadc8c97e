/** A layer of `packages/`, from the ground up, with what it is about. */
export const layers = [
  { name: 'foundation', about: 'words everyone uses' },
  { name: 'infrastructure', about: 'what we stand on' },
  { name: 'integration', about: 'how we speak to others' },
  { name: 'metadata', about: 'what an application is' },
  { name: 'runtime', about: "where an app's data and code live" },
  { name: 'orchestration', about: 'what happens next' },
  { name: 'presentation', about: 'what people see' },
] as const;

/** Everything that has a direction, from the ground up: who is further up may import who is further down. */
export const order: readonly string[] = [
  ...layers.map(({ name }) => name),
  'components',
  'apps',
  'examples',
  'benchmarks',
  'conformance',
  'chaos',
  'tools',
];

/** The layer that a package's folder says it is in: `packages/metadata/tenancy` is in metadata, `apps/server` in apps. */
export function layerOfFolder(folder: string): string {
  const [first = '', second = ''] = folder.split('/');
  return first === 'packages' ? second : first;
}

/** Names of packages that components may stand on: the extension points. */
export const extensionPoints: ReadonlySet<string> = new Set(['@plinth/foundation', '@plinth/component-contract', '@plinth/component-kit']);

/** Layers whose packages may import components: what starts, and what measures it. */
export const componentUsers: ReadonlySet<string> = new Set([
  'components',
  'apps',
  'examples',
  'benchmarks',
  'conformance',
  'chaos',
  'tools',
]);
