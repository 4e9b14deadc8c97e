import type { JsonSchema } from '@plinth/json-schema';
import type { Binding, Channel, SystemBinding } from './binding.ts';
import type { WireTypes } from './proto/wire/wire-type.ts';

/** How one speaks to another system, as data: what it can be asked, what it tells, and how one signs in. */
export interface Connector {
  readonly title: string;
  readonly description: string;
  /** As the system's own document counts it. */
  readonly version: string;
  /** What it was made from: the format and its version. */
  readonly source: { readonly format: string; readonly version: string };
  readonly servers: readonly Server[];
  /** What the address may say behind a question mark, with what each part decides; absent where any may stand there. */
  readonly parameters?: Readonly<Record<string, AddressParameter>>;
  readonly credentials: Readonly<Record<string, Credential>>;
  /** What `#/types/NAME` in a schema leads to. */
  readonly types: Readonly<Record<string, JsonSchema>>;
  /** How messages of Protocol Buffers lie in bytes; absent where there are none. */
  readonly wire?: WireTypes;
  readonly actions: Readonly<Record<string, Action>>;
  readonly triggers: Readonly<Record<string, Trigger>>;
}

/** Where a system answers; an address may have parts in braces, which a connection fills. */
export interface Server {
  readonly address: string;
  readonly description: string;
  readonly variables: Readonly<Record<string, ServerVariable>>;
}

/** What a parameter of an address decides: who is at its other end, and so who gets what one signs in with, or only what is asked. */
export type AddressParameter = 'peer' | 'request';

export interface ServerVariable {
  readonly default: string;
  /** All that it can be; empty where it can be anything. */
  readonly choices: readonly string[];
}

/**
 * What calling an action again does: nothing at all, the same as calling it once, or perhaps the whole thing again, so that it is
 * not repeated by itself.
 */
export type Effect = 'reads' | 'repeatable' | 'once';

/** One thing that the system can be asked. */
export interface Action {
  readonly title: string;
  readonly description: string;
  readonly deprecated: boolean;
  /** An object; a reference leads to the connector's types. */
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly effect: Effect;
  /** Alternatives, each the names of credentials that are needed together; an empty one needs none. */
  readonly credentials: readonly (readonly string[])[];
  readonly binding: Binding;
}

/** Something that the system tells without being asked. */
export interface Trigger {
  readonly title: string;
  readonly description: string;
  readonly payload: JsonSchema;
  /** What whoever wants to hear it says; absent where it is only described. */
  readonly input?: JsonSchema;
  readonly binding?: TriggerBinding;
}

/** How a trigger is heard: its system is asked again and again, a connection stays open over which it tells, or it calls us. */
export interface TriggerBinding extends SystemBinding {
  readonly hears: 'asking' | 'staying' | 'called';
  /** Whose messages are told, where a document describes it. */
  readonly channel?: Channel;
}

/** How one signs in. The secrets themselves belong to a connection. */
export type Credential =
  | { readonly kind: 'key'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer' }
  | { readonly kind: 'oauth2'; readonly flows: Readonly<Record<string, OAuthFlow>> }
  | { readonly kind: 'openid-connect'; readonly address: string }
  | { readonly kind: 'mutual-tls' }
  /** A key of SSH. */
  | { readonly kind: 'private-key' }
  /** One that is known by name alone. */
  | { readonly kind: 'other'; readonly name: string };

export interface OAuthFlow {
  readonly authorizationAddress: string | null;
  readonly tokenAddress: string | null;
  readonly refreshAddress: string | null;
  readonly scopes: readonly string[];
}
