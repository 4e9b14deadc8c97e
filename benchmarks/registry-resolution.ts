import type { ComponentMetadata } from '@plinth/component-contract';
import { contentSignature, createRegistry, memoryComponentStore, noFlags, type PublishedComponent } from '@plinth/component-registry';
import semver from 'semver';
import { figures, keepResult } from './measurement.ts';

/**
 * Resolution over a registry of 1,000 components with 20 versions each: cold (nothing cached, another request each
 * time) and cached. A share of the dependencies lags a major version behind, so that newest first meets dead ends; what
 * it costs is measured for several shares. The floor, in the same run, is `semver.maxSatisfying` once for each component
 * of the lock, which knows neither platform nor dependencies nor conflicts.
 */
const components = 1_000;
const versionsEach = 20;
const requestsEach = 50;
const coldRuns = 101;
const cachedRuns = 10_000;
const seed = 20_261_124;
const shares = [0, 0.003, 0.01];

const id = (index: number) => `logic.acme/component-${index}`;
const versionOf = (index: number) => `${1 + Math.floor(index / 8)}.${index % 8}.0`;
const allVersions = Array.from({ length: versionsEach }, (_, index) => versionOf(index));

let random = mulberry32(seed);
const pick = (count: number) => Math.floor(random() * count);

const results = [];
for (const lagging of shares) results.push(await measure(lagging));

keepResult(
  'registry-resolution',
  results.flatMap(({ lagging, cold, cached }) => {
    const share = `${lagging * 100} % of dependencies lag`;
    return [
      { name: `resolution, cold, ${share}`, value: cold.wall.median, goal: 5, better: 'lower' as const, unit: 'ms' },
      { name: `resolution, cached, ${share}`, value: cached.wall.median, goal: 0.01, better: 'lower' as const, unit: 'ms' },
    ];
  }),
  { seed, registry: { components, versionsEach }, requestsEach, results },
);

async function measure(lagging: number) {
  random = mulberry32(seed);
  const published: PublishedComponent[] = [];
  for (let index = 0; index < components; index++) {
    for (const [position, version] of allVersions.entries()) published.push(publishedVersion(index, position, version, lagging));
  }
  const loadStarted = performance.now();
  const registry = await createRegistry({
    store: { ...memoryComponentStore(), changesSince: async () => ({ revision: 1, components: published }) },
    platformVersion: '1.4.0',
  });
  const loadMilliseconds = performance.now() - loadStarted;

  // What a running platform has behind it already: compiled code and each component's versions in order.
  for (let warm = 0; warm < coldRuns; warm++) registry.resolve(requestsOf());
  const requests = Array.from({ length: coldRuns }, requestsOf);
  const cold = requests.map((request) => measured(() => registry.resolve(request)));
  const resolutions = requests.map((request) => registry.resolve(request));
  const [request = {}] = requests;
  const cached = Array.from({ length: 5 }, () => {
    const batch = measured(() => {
      for (let run = 0; run < cachedRuns; run++) registry.resolve(request);
    });
    return { wall: batch.wall / cachedRuns, cpu: batch.cpu / cachedRuns };
  });
  const floor = resolutions.map(({ lock }) =>
    measured(() => {
      for (const _ of Object.keys(lock)) semver.maxSatisfying(allVersions, '^1.0.0');
    }),
  );
  const everything = Object.fromEntries(Array.from({ length: components }, (_, index) => [id(index), '*']));
  return {
    lagging,
    cold: both(cold),
    cached: both(cached),
    floor: both(floor),
    coldToFloor: figures(cold.map(({ wall }) => wall)).median / figures(floor.map(({ wall }) => wall)).median,
    lockSize: figures(resolutions.map(({ lock }) => Object.keys(lock).length)),
    unsolvableShare: resolutions.filter(({ warnings }) => warnings.length > 0).length / coldRuns,
    everyComponentRequested: measured(() => registry.resolve(everything)),
    loading: { versions: published.length, milliseconds: loadMilliseconds, what: 'verifying the signature of every version' },
  };
}

function publishedVersion(index: number, position: number, version: string, lagging: number): PublishedComponent {
  const dependencies: Record<string, string> = {};
  // Each stands on up to four that come before it, at a version of about its own age; a few lag a major version behind.
  for (let count = index === 0 ? 0 : pick(5); count > 0; count--) {
    const age = random() < lagging ? Math.max(0, position - 8) : Math.max(0, position - pick(2));
    dependencies[id(pick(index))] = `^${versionOf(age)}`;
  }
  const metadata: ComponentMetadata = {
    id: id(index),
    type: 'logic',
    version,
    schema: { type: 'object', properties: { label: { type: 'string' } } },
    implementation: `builtin:component-${index}`,
    dependencies,
    compatibility: { platform: position < versionsEach - 2 ? '>=1.0.0' : '>=2.0.0' },
    title: `Component ${index}`,
    description: 'Made for a measurement.',
    category: 'logic',
    icon: 'box',
    accessibility: '',
  };
  return { metadata, signature: contentSignature(metadata), publisher: null, flags: noFlags };
}

function requestsOf(): Record<string, string> {
  return Object.fromEntries(Array.from({ length: requestsEach }, () => [id(pick(components)), random() < 0.5 ? '*' : '>=1.0.0']));
}

function both(runs: readonly { wall: number; cpu: number }[]) {
  return { wall: figures(runs.map(({ wall }) => wall)), cpu: figures(runs.map(({ cpu }) => cpu)) };
}

function measured(work: () => void): { wall: number; cpu: number } {
  const cpuStarted = process.cpuUsage();
  const started = performance.now();
  work();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpuStarted);
  return { wall, cpu: (user + system) / 1_000 };
}

/** A small generator of random numbers that gives the same ones for the same seed. */
function mulberry32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
