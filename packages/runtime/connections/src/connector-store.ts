import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  type CallLimits,
  type Connector,
  channelSchemes,
  channelSystem,
  type Effect,
  type OpenConnection,
  peerAt,
  trustOf,
  unknownParameters,
  usualLimits,
} from '@plinth/connectors';
import { type Database, isoTime, statement } from '@plinth/database';
import { BoundedCache, type RequestContext } from '@plinth/foundation';
import { recordErrors } from '@plinth/record-store';
import type { Secrets } from '@plinth/secrets';
import { mostConnections, others, placeOf, secretName } from './connection-store.ts';
import { connectionErrors } from './errors.ts';
import { noAction } from './no-action.ts';
import { type KeptSecret, type SecretSettings, settingsIn, withSettings } from './setting-secrets.ts';

/** What may be told of a connection through a connector. */
export interface ConnectorDetails extends AboutConnector {
  readonly key: string;
  readonly setAt: string;
  readonly setBy: string;
}

interface AboutConnector {
  readonly title: string;
  readonly source: Connector['source'];
  readonly address: string;
  readonly actions: number;
  readonly triggers: number;
  readonly credentials: readonly {
    readonly name: string;
    readonly kind: string;
    readonly set: boolean;
    /** Of which settings its secrets are, by application and key. */
    readonly settings?: readonly string[];
  }[];
  readonly limits: CallLimits;
  /** What asking again does, of actions of which the document says it otherwise or not at all. */
  readonly effects?: Readonly<Record<string, Effect>>;
}

/** What is set; what is absent stays as it is. */
export interface ConnectorChange {
  readonly connector?: Connector | undefined;
  readonly address?: string | undefined;
  /** By the name of the credential; null takes one away. */
  readonly secrets?: Readonly<Record<string, KeptSecret | null>> | undefined;
  readonly limits?: Partial<CallLimits> | undefined;
  /** By the key of the action; null takes back what was said of it, and what is not named stays. */
  readonly effects?: Readonly<Record<string, Effect | null>> | undefined;
}

interface Row {
  readonly sealed: string;
  readonly about: AboutConnector & { readonly digest: string };
}

const pack = promisify<Uint8Array, Buffer>(gzip);
const unpack = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip);
const largestPacked = 16_000_000;
const largest = 400_000_000;
const mostUnpacked = 20;

const mine = "tenant_id = $1 and environment_id = $2 and kind = 'connector'";
const told = `key, about, ${isoTime('set_at')} as "setAt", set_by as "setBy"`;
const all = statement(`select ${told} from plinth.connection where ${mine} order by key`);
const one = statement(`select sealed, about from plinth.connection where ${mine} and key = $3`);
const content = statement(`select connector from plinth.connection where ${mine} and key = $3 and about->>'digest' = $4`);
const put =
  statement(`insert into plinth.connection (tenant_id, environment_id, key, kind, host, database, login, sealed, about, connector, set_by)
values ($1, $2, $3, 'connector', '', '', '', $4, $5, $6, $7)
on conflict (tenant_id, environment_id, key) do update set sealed = excluded.sealed, about = excluded.about,
  connector = coalesce(excluded.connector, connection.connector), set_at = now(), set_by = excluded.set_by
  where connection.kind = 'connector' returning ${told}`);

/** Keeps connections through connectors: the connector packed, what one signs in with sealed for tenant, environment and key. */
export class ConnectorStore {
  readonly #database: Database;
  readonly #secrets: Secrets;
  readonly #settings: SecretSettings;
  readonly #connectors = new BoundedCache<Promise<Connector>>(mostUnpacked);

  /** Without `settings`, no connection signs in with a setting of an application. */
  constructor(database: Database, secrets: Secrets, settings: SecretSettings = async () => null) {
    this.#database = database;
    this.#secrets = secrets;
    this.#settings = settings;
  }

  async list(context: RequestContext): Promise<readonly ConnectorDetails[]> {
    const { rows } = await this.#database.query<ConnectorDetails & { about: Row['about'] }>(context, all, placeOf(context));
    return rows.map(detailsOf);
  }

  /** Sets a connection, or what is given of it. Throws the errors of `connectors.set`. */
  async set(context: RequestContext, key: string, change: ConnectorChange, formats: readonly string[]): Promise<ConnectorDetails> {
    const place = placeOf(context);
    const before = await this.#row(context, key);
    if (before === null && change.connector === undefined)
      throw connectionErrors.noDocument({ connection: key, formats: formats.join(', ') });
    const { rows: counted } = await this.#database.query<{ count: number }>(context, others, [...place, key]);
    if ((counted[0]?.count ?? 0) >= mostConnections) throw connectionErrors.tooMany({ most: mostConnections });
    const connector = change.connector ?? (await this.connector(context, key));
    const secrets = await this.#secretsAfter(context, key, change, before);
    const about = aboutOf(key, connector, secrets, change, before?.about);
    // What it could not sign in with is told now, and not when it is used.
    await withSettings(context, key, secrets, this.#settings);
    const bytes = change.connector === undefined ? null : await packed(change.connector);
    const digest = bytes === null ? (before?.about.digest ?? '') : createHash('sha256').update(bytes).digest('base64url');
    const sealed = await this.#secrets.seal(context, secretName(key), JSON.stringify(secrets));
    const { rows } = await this.#database.query<ConnectorDetails & { about: Row['about'] }>(context, put, [
      ...place,
      key,
      sealed,
      JSON.stringify({ ...about, digest }),
      bytes,
      context.actor.id,
    ]);
    const [row] = rows;
    if (row === undefined) throw connectionErrors.otherKind({ connection: key });
    return detailsOf(row);
  }

  /** A connection to be used now: secrets that were replaced a moment ago are those that are taken. Throws `records.no-source`. */
  async open(context: RequestContext, key: string): Promise<OpenConnection> {
    const row = await this.#row(context, key);
    if (row === null) throw recordErrors.noSource({ connection: key });
    const [connector, kept] = await Promise.all([this.#content(context, key, row), this.#open(context, key, row.sealed)]);
    const secrets = await withSettings(context, key, kept, this.#settings);
    // What is remembered of a connection ends with the secrets that it was made with, also with those that are settings.
    const hash = createHash('sha256').update(row.sealed);
    if (Object.values(kept).some((secret) => settingsIn(secret).length > 0)) hash.update(JSON.stringify(secrets));
    const id = JSON.stringify([...placeOf(context), key, hash.digest('base64url')]);
    return { id, connector, address: row.about.address, secrets, limits: row.about.limits };
  }

  /**
   * Where a connection leads that is being set and what it signs in with, without what it is asked: what was given, and where that is
   * absent and it leads to the same place what is kept. Throws `connections.no-address`.
   */
  async reached(
    context: RequestContext,
    key: string,
    change: Omit<ConnectorChange, 'connector'>,
  ): Promise<Omit<OpenConnection, 'connector'>> {
    const before = await this.#row(context, key);
    const address = change.address ?? before?.about.address;
    if (address === undefined || !/^https?:$/.test(URL.parse(address)?.protocol ?? ''))
      throw connectionErrors.noAddress({ connection: key, schemes: 'https:// or http://' });
    const secrets = await this.#secretsAfter(context, key, change, before);
    return {
      id: JSON.stringify([...placeOf(context), key, address]),
      address,
      secrets: await withSettings(context, key, secrets, this.#settings),
      limits: { ...usualLimits, ...before?.about.limits, ...change.limits },
    };
  }

  /** What a connection's system can be asked. Throws `records.no-source`. */
  async connector(context: RequestContext, key: string): Promise<Connector> {
    const row = await this.#row(context, key);
    if (row === null) throw recordErrors.noSource({ connection: key });
    return this.#content(context, key, row);
  }

  async #row(context: RequestContext, key: string): Promise<Row | null> {
    return (await this.#database.query<Row>(context, one, [...placeOf(context), key])).rows[0] ?? null;
  }

  /**
   * What a connection signs in with after a change. Whoever may set it may not thereby learn that: what is kept goes to nobody but the
   * peer that it was meant for, and is given anew where another one would get it, or where others say who that peer is.
   */
  async #secretsAfter(
    context: RequestContext,
    key: string,
    change: ConnectorChange,
    before: Row | null,
  ): Promise<Readonly<Record<string, KeptSecret>>> {
    const kept =
      before !== null && (await this.#hasSamePeer(context, key, change, before)) ? await this.#open(context, key, before.sealed) : {};
    const after = withoutNulls({ ...kept, ...change.secrets });
    return trustOf(after) === trustOf(kept) ? after : withoutNulls(change.secrets ?? {});
  }

  async #hasSamePeer(context: RequestContext, key: string, { connector, address }: ConnectorChange, before: Row): Promise<boolean> {
    if (connector !== undefined) return false;
    if (address === undefined || address === before.about.address) return true;
    const known = await this.#document(context, key, before);
    return URL.canParse(address) && peerAt(known, address) === peerAt(known, before.about.address);
  }

  async #open(context: RequestContext, key: string, sealed: string): Promise<Readonly<Record<string, KeptSecret>>> {
    return JSON.parse(await this.#secrets.open(context, secretName(key), sealed)) as Readonly<Record<string, KeptSecret>>;
  }

  async #content(context: RequestContext, key: string, row: Row): Promise<Connector> {
    return withEffects(await this.#document(context, key, row), row.about.effects ?? {});
  }

  /** As the document says it. */
  #document(context: RequestContext, key: string, { about: { digest } }: Row): Promise<Connector> {
    const place = JSON.stringify([...placeOf(context), key, digest]);
    const read = this.#connectors.get(place, async () => {
      const { rows } = await this.#database.query<{ connector: Buffer }>(context, content, [...placeOf(context), key, digest]);
      const [row] = rows;
      if (row === undefined) throw recordErrors.noSource({ connection: key });
      return JSON.parse((await unpack(row.connector, { maxOutputLength: largest })).toString()) as Connector;
    });
    read.catch(() => this.#connectors.delete(place, read));
    return read;
  }
}

function withoutNulls(secrets: Readonly<Record<string, KeptSecret | null>>): Readonly<Record<string, KeptSecret>> {
  return Object.fromEntries(Object.entries(secrets).flatMap(([name, secret]) => (secret === null ? [] : [[name, secret]])));
}

function withEffects(connector: Connector, effects: Readonly<Record<string, Effect>>): Connector {
  const said = Object.entries(effects).flatMap(([key, effect]) => {
    const action = Object.hasOwn(connector.actions, key) ? connector.actions[key] : undefined;
    return action === undefined ? [] : [[key, { ...action, effect }] as const];
  });
  return said.length === 0 ? connector : { ...connector, actions: { ...connector.actions, ...Object.fromEntries(said) } };
}

function detailsOf({ about: { digest: _, ...about }, ...row }: ConnectorDetails & { about: Row['about'] }): ConnectorDetails {
  return { ...row, ...about };
}

async function packed(connector: Connector): Promise<Buffer> {
  const bytes = await pack(Buffer.from(JSON.stringify(connector)));
  if (bytes.byteLength > largestPacked) throw connectionErrors.tooLarge();
  return bytes;
}

function aboutOf(
  key: string,
  connector: Connector,
  secrets: Readonly<Record<string, KeptSecret>>,
  change: ConnectorChange,
  before: AboutConnector | undefined,
): AboutConnector {
  const known = Object.entries(connector.credentials);
  const [missing] = Object.keys(change.effects ?? {}).filter((action) => !Object.hasOwn(connector.actions, action));
  if (missing !== undefined) throw noAction(connector, missing);
  const effects = Object.entries({ ...(change.connector === undefined ? before?.effects : {}), ...change.effects }).flatMap(
    ([action, effect]) => (effect === null || !Object.hasOwn(connector.actions, action) ? [] : [[action, effect] as const]),
  );
  const [unknown] = Object.keys(secrets).filter((name) => !Object.hasOwn(connector.credentials, name));
  if (unknown !== undefined)
    throw connectionErrors.unknownCredential({ credential: unknown, known: known.map(([name]) => name).join(', ') || 'none' });
  const address = change.address ?? before?.address ?? ownAddress(connector);
  const schemes = schemesOf(connector);
  if (address === null || !URL.canParse(address) || !schemes.includes(new URL(address).protocol))
    throw connectionErrors.noAddress({ connection: key, schemes: schemes.map((scheme) => `${scheme}//`).join(' or ') });
  if (address !== before?.address) requireSafe(connector, new URL(address));
  return {
    title: connector.title,
    source: connector.source,
    address,
    actions: Object.keys(connector.actions).length,
    triggers: Object.keys(connector.triggers).length,
    credentials: known.map(([name, { kind }]) => {
      const secret = secrets[name];
      const settings = secret === undefined ? [] : settingsIn(secret);
      return { name, kind, set: secret !== undefined, ...(settings.length === 0 ? {} : { settings }) };
    }),
    limits: { ...usualLimits, ...before?.limits, ...change.limits },
    ...(effects.length === 0 ? {} : { effects: Object.fromEntries(effects) }),
  };
}

/** Throws `connections.secret-in-address`, `connections.unknown-parameter`. */
function requireSafe(connector: Connector, { href, username, password }: URL): void {
  if (username !== '' || password !== '') throw connectionErrors.secretInAddress();
  const [parameter] = unknownParameters(connector, href);
  if (parameter !== undefined)
    throw connectionErrors.unknownParameter({ parameter, known: Object.keys(connector.parameters ?? {}).join(', ') || 'none' });
}

/** How addresses of a connector may begin: what is made of a document is reached over the web. */
function schemesOf({ actions, triggers, servers }: Connector): readonly string[] {
  const bindings = Object.values(actions).map(({ binding }) => binding);
  const heard = Object.values(triggers).flatMap(({ binding }) => (binding?.channel === undefined ? [] : [binding.system]));
  const transports = [...bindings.flatMap((binding) => (binding.protocol === 'channel' ? [binding.transport] : [])), ...heard];
  // A document that does not say how its channels are reached leaves it to the connection.
  const spoken = Object.entries(channelSchemes).flatMap(([system, schemes]) =>
    transports.some((transport) => transport === '' || channelSystem(transport) === system) ? schemes : [],
  );
  if (spoken.length > 0) return spoken;
  return bindings.some(({ protocol }) => protocol === 'system')
    ? servers.map(({ address }) => `${address.split(':')[0] ?? ''}:`)
    : ['https:', 'http:'];
}

/** The first whole address of a connector, its parts being what they are where nobody says. */
function ownAddress({ servers }: Connector): string | null {
  for (const { address, variables } of servers) {
    const whole = address.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
      Object.hasOwn(variables, name) ? (variables[name]?.default ?? '') : '',
    );
    if (/^https?:\/\//.test(whole) && URL.canParse(whole)) return whole;
  }
  return null;
}
