import { hash } from 'node:crypto';
import { anonymousActor, type RequestContext, systemClock } from '@plinth/foundation';
import { Identity, type KnownProof, type KnownTenant } from '@plinth/tenancy';
import { figures, keepResult } from './measurement.ts';

/** How fast a request that comes with a known token gets its context, beside what cannot be left out: one hash and one look-up. */
const tokens = Array.from({ length: 1_000 }, (_, n) => `plt_tenant-${n % 100}_${hash('sha256', String(n), 'base64url')}`);
const signal = new AbortController().signal;
const presented = tokens.map((apiToken, n) => ({
  tenantKey: `tenant-${n % 100}`,
  environmentKey: 'production',
  sessionToken: null,
  apiToken,
  trace: '0af7651916cd43dd8448eb211c80319c',
  locale: 'en',
  remoteAddress: '192.0.2.1',
  signal,
}));

const identity = new Identity({
  clock: systemClock,
  source: {
    tenant: async (key): Promise<KnownTenant> => ({
      reference: { id: key, key },
      name: key,
      environments: new Map([['production', { id: key, key: 'production', name: 'Production' }]]),
    }),
    proof: async (_tenant, kind, digest): Promise<KnownProof> => ({
      proof: { kind, id: digest.toString('hex') },
      actor: { ...anonymousActor, kind: 'member', id: digest.toString('hex') },
      expiresAt: Date.now() + 3_600_000,
    }),
  },
});

const floor = new Map<string, Omit<RequestContext, 'trace'>>();
for (const one of presented) {
  const { trace: _, ...context } = await identity.authenticate(one);
  floor.set(hash('sha256', one.apiToken, 'base64'), context);
}

const rounds = 200;

function measure(work: (one: (typeof presented)[number]) => unknown): number {
  const started = performance.now();
  for (let round = 0; round < rounds; round++) for (const one of presented) work(one);
  return (rounds * presented.length) / ((performance.now() - started) / 1000);
}

let pending = 0;
const runs = { cached: [] as number[], floor: [] as number[] };
for (let run = 0; run < 7; run++) {
  runs.cached.push(
    measure((one) => {
      if (identity.authenticate(one) instanceof Promise) pending++;
    }),
  );
  runs.floor.push(measure((one) => ({ ...floor.get(hash('sha256', one.apiToken, 'base64')), trace: one.trace })));
  // Background refreshes get their turn, as they do between requests.
  await new Promise((resolve) => setTimeout(resolve, 10));
}

const cached = figures(runs.cached);
const bare = figures(runs.floor);
keepResult(
  'authentication',
  [
    { name: 'a known token becomes a context in', value: 1e6 / cached.median, goal: 10, better: 'lower', unit: 'µs' },
    { name: 'throughput against one hash and one look-up', value: cached.median / bare.median, goal: 0.5, better: 'higher', unit: '×' },
    { name: 'answers that had to wait', value: pending, goal: 0, better: 'lower', unit: 'of 1,400,000' },
  ],
  { cachedPerSecond: cached, floorPerSecond: bare },
);
