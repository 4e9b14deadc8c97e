import { nearestName, type Violation } from '@plinth/foundation';
import { readReachableHosts } from '@plinth/outgoing';
import { type Static, type TProperties, Type } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { serverErrors } from './errors.ts';
import { kafkaViolations } from './kafka-settings.ts';

/** Every setting, by the environment variable that gives it; descriptions become docs/configuration.md. */
const settings = {
  PLINTH_HOST: Type.String({ default: '127.0.0.1', minLength: 1, description: 'Address to listen on.' }),
  PLINTH_PORT: Type.Integer({ default: 4400, minimum: 0, maximum: 65535, description: 'Port to listen on; 0 takes a free one.' }),
  PLINTH_DATA: Type.String({
    default: '.plinth/data',
    minLength: 1,
    description: 'Folder of the embedded database, stored files and keys.',
  }),
  DATABASE_URL: Type.Optional(
    Type.String({ pattern: '^postgres(ql)?://', description: 'A PostgreSQL 15 or newer to use instead of the embedded one.' }),
  ),
  PLINTH_PUBLIC_URL: Type.Optional(
    Type.String({ pattern: '^https?://', description: 'Address under which people reach the platform; with https, cookies are Secure.' }),
  ),
  PLINTH_TRUSTED_PROXIES: Type.String({
    default: '',
    description: 'Comma-separated addresses of proxies whose X-Forwarded headers are believed.',
  }),
  PLINTH_OUTGOING_HOSTS: Type.String({
    default: 'public',
    description:
      'Comma-separated list of where connections of tenants may lead: `public` for every public address, `10.20.0.0/16`, `10.0.0.7`, `[fd00::7]`, `db.bank.example`, each also with `:PORT`. This machine itself, its link and the metadata of clouds are only reached where they are listed as addresses. `npm start` lists this machine too where none of `PLINTH_HOST`, `PLINTH_PUBLIC_URL`, `DATABASE_URL` and this is set.',
  }),
  PLINTH_FUNCTION_WALLS: Type.String({
    default: '',
    pattern: '^((environment|user|files|network|processes|calls)(,(?=.)|$))*$',
    description:
      'Comma-separated walls without which no function runs here: `environment`, `user`, `files`, `network`, `processes`, `calls` (system calls that a runner has no need of are refused). Which stand depends on the system: all of them on Linux as root, all but `user` where namespaces of users are allowed; those that are missing are in the log at start.',
  }),
  PLINTH_PACKAGE_REGISTRY: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s?#]+$',
      description:
        'Address of a registry of npm packages, from which functions take theirs: an own mirror, or `https://registry.npmjs.org/`. Nothing of a package is run when it is fetched. Without it functions use no packages but those that are kept already.',
    }),
  ),
  PLINTH_MASTER_KEYS: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Master keys of stored secrets as `id:base64,…`, the current one first, the same for every server of a database; without it they are kept in `master-keys.json` of the data folder.',
    }),
  ),
  PLINTH_ROLES: Type.String({
    default: 'gateway,worker',
    pattern: '^(gateway|worker)(,(gateway|worker))*$',
    description:
      'What this server does: `gateway` serves people and the API, `worker` does the work of processes. Servers of one database may share the roles as they like; without a worker processes stand still.',
  }),
  PLINTH_PROCESS_RETENTION_DAYS: Type.Integer({
    default: 365,
    minimum: 1,
    maximum: 36_500,
    description: 'Days for which instances of processes are kept, with their history, after they ended.',
  }),
  PLINTH_PROCESS_CHAIN_LIMIT: Type.Integer({
    default: 16,
    minimum: 1,
    maximum: 10_000,
    description:
      'How many processes may lead to one another, each by a record that it changes or by what it sends, until they are taken for an endless loop: the next one has an incident.',
  }),
  PLINTH_PROCESS_LANES: Type.Integer({
    default: 3,
    minimum: 1,
    maximum: 100,
    description: 'Batches of the work of processes that a server does at once; each takes a connection to the database.',
  }),
  PLINTH_PROCESS_LANES_PER_TENANT: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      description: 'How many of these may be of one tenant; without it all, where nobody else has work.',
    }),
  ),
  PLINTH_WEBHOOKS_PER_MINUTE: Type.Integer({
    default: 600,
    minimum: 1,
    maximum: 1_000_000,
    description:
      'How many signed webhooks of each name and environment are taken in a minute, over all servers; what is beyond is refused with status 429 and the time after which to send it again.',
  }),
  PLINTH_SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://.',
      description:
        'Mail server as `smtp://USER:PASSWORD@HOST:587`, or `smtps://` where the connection is encrypted from the start: people are told of tasks that wait for them. Signs in name and password that addresses have a meaning for are written as `%40`. The same for every server of a database; without it no mail is sent. Links in mails need `PLINTH_PUBLIC_URL`.',
    }),
  ),
  PLINTH_SMTP_FROM: Type.String({
    default: 'Plinth <plinth@localhost>',
    minLength: 3,
    maxLength: 320,
    pattern: '^[^\\r\\n]*@[^\\r\\n]+$',
    description: 'Sender of mails.',
  }),
  PLINTH_KAFKA_BROKERS: Type.Optional(
    Type.String({
      pattern: '^[^\\s,/]+:\\d+(,[^\\s,/]+:\\d+)*$',
      description:
        'Brokers of an Apache Kafka 3.5 or newer as `host:port,…`: events are then published there too, a topic for each environment, and consumed from there. Without it they stay in PostgreSQL.',
    }),
  ),
  PLINTH_KAFKA_TLS: Type.Boolean({
    default: false,
    description: 'Whether connections to Kafka are encrypted, and its brokers prove who they are.',
  }),
  PLINTH_KAFKA_CA: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'File in PEM with the authorities that vouch for the brokers, where they are not among those that Node.js knows.',
    }),
  ),
  PLINTH_KAFKA_CERTIFICATE: Type.Optional(
    Type.String({ minLength: 1, description: 'File in PEM by which this server proves who it is to Kafka; needs `PLINTH_KAFKA_KEY` too.' }),
  ),
  PLINTH_KAFKA_KEY: Type.Optional(Type.String({ minLength: 1, description: 'File in PEM with the key of that certificate.' })),
  PLINTH_KAFKA_USER: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, description: 'Name that this server signs in to Kafka with (SASL).' }),
  ),
  PLINTH_KAFKA_PASSWORD: Type.Optional(Type.String({ minLength: 1, maxLength: 5000, description: 'Password of that name.' })),
  PLINTH_KAFKA_MECHANISM: Type.Union([Type.Literal('SCRAM-SHA-512'), Type.Literal('SCRAM-SHA-256'), Type.Literal('PLAIN')], {
    default: 'SCRAM-SHA-512',
    description: 'How it signs in; `PLAIN` only over TLS, for it sends the password itself.',
  }),
  PLINTH_EVENT_RETENTION_DAYS: Type.Integer({
    default: 7,
    minimum: 1,
    maximum: 3650,
    description: 'Days for which events are kept in PostgreSQL, and for longer where a group of consumers has not read them.',
  }),
  PLINTH_METRICS_PORT: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65535,
      description: 'Port of `/metrics` for Prometheus; without it there are none. It never is on the port that people reach.',
    }),
  ),
  PLINTH_METRICS_HOST: Type.String({
    default: '127.0.0.1',
    minLength: 1,
    description: 'Address of `/metrics`; give one that only operators reach, for nobody signs in there.',
  }),
  PLINTH_TRACING: Type.Boolean({
    default: false,
    description:
      'Whether the steps of requests are recorded as OpenTelemetry spans, for the SDK that `NODE_OPTIONS=--import …` brings; without one they go nowhere.',
  }),
  PLINTH_LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace'].map((level) => Type.Literal(level)),
    { default: 'info', description: 'Least important log lines to write.' },
  ),
  PLINTH_ADMINISTRATOR_EMAIL: Type.Optional(
    Type.String({
      minLength: 3,
      maxLength: 254,
      description: 'First administrator, created without the set-up page; needs the password too.',
    }),
  ),
  PLINTH_ADMINISTRATOR_PASSWORD: Type.Optional(
    Type.String({ minLength: 12, maxLength: 200, description: 'Password of the first administrator; remove it after the first start.' }),
  ),
  PLINTH_EXAMPLES: Type.Boolean({ default: true, description: 'Whether an empty platform offers the example applications.' }),
  PLINTH_CORE_BANKING: Type.Optional(
    Type.String({
      pattern: '^https?://',
      description:
        'Address of a core-banking system by which the bank example reads balances and books, connected in production at start. `npm start -- --core-banking` starts the simulated one beside the platform and gives its address here.',
    }),
  ),
} satisfies TProperties;

const Configuration = Type.Object(settings);
export type Configuration = Readonly<Static<typeof Configuration>>;

export type ServerRole = 'gateway' | 'worker';

/** What a server does. */
export function rolesOf({ PLINTH_ROLES: roles }: Pick<Configuration, 'PLINTH_ROLES'>): ReadonlySet<ServerRole> {
  return new Set(roles.split(',').filter((role) => role === 'gateway' || role === 'worker'));
}

/** Walls without which no function runs. */
export function wallsOf({ PLINTH_FUNCTION_WALLS: walls }: Pick<Configuration, 'PLINTH_FUNCTION_WALLS'>): ReadonlySet<string> {
  return new Set(walls.split(','));
}

/** Variables that are not the server's but start with its prefix: they steer set-up and tests. */
const othersVariables = new Set(['PLINTH_CHROMIUM', 'PLINTH_POSTGRES']);

/** Reads the configuration once, with every mistake named at once. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const values: Record<string, unknown> = {};
  const violations: Violation[] = [];
  for (const [name, schema] of Object.entries(settings)) {
    const text = environment[name];
    const { default: fallback, type } = schema as { default?: unknown; type?: string };
    if (text === undefined || text === '') {
      if (fallback !== undefined) values[name] = fallback;
    } else {
      values[name] = fromText(text, type);
    }
  }
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('PLINTH_') || name in settings || othersVariables.has(name)) continue;
    const nearest = nearestName(name, Object.keys(settings));
    violations.push({ path: `/${name}`, message: 'is not a setting', ...(nearest === null ? {} : { hint: `Did you mean ${nearest}?` }) });
  }
  if (!Check(Configuration, values)) {
    for (const error of Errors(Configuration, values)) violations.push({ path: error.instancePath, message: error.message });
  }
  violations.push(...kafkaViolations(values));
  for (const entry of readReachableHosts(String(values.PLINTH_OUTGOING_HOSTS)).mistakes)
    violations.push({
      path: '/PLINTH_OUTGOING_HOSTS',
      message: `has ${entry}, which is no place`,
      hint: 'Write public, an address, a network or a name, each also with :PORT.',
    });
  if ((values.PLINTH_ADMINISTRATOR_EMAIL === undefined) !== (values.PLINTH_ADMINISTRATOR_PASSWORD === undefined)) {
    violations.push({ path: '/PLINTH_ADMINISTRATOR_EMAIL', message: 'goes together with PLINTH_ADMINISTRATOR_PASSWORD' });
  }
  if (values.PLINTH_METRICS_PORT !== undefined && values.PLINTH_METRICS_PORT !== 0 && values.PLINTH_METRICS_PORT === values.PLINTH_PORT) {
    violations.push({ path: '/PLINTH_METRICS_PORT', message: 'is the port that people reach', hint: 'Give metrics a port of their own.' });
  }
  if (violations.length > 0) throw serverErrors.invalidConfiguration({}, { details: { violations } });
  return values as Configuration;
}

function fromText(text: string, type: string | undefined): unknown {
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** The settings with their descriptions, for the generated page. */
export function describeSettings(): { readonly name: string; readonly description: string; readonly default: string }[] {
  return Object.entries(settings).map(([name, schema]) => {
    const { description = '', default: fallback } = schema as { description?: string; default?: unknown };
    return { name, description, default: fallback === undefined ? '' : String(fallback) };
  });
}
