import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { Credential, OAuthFlow } from '../connector.ts';
import { below, type DocumentSet, type Place } from '../document/document-set.ts';
import type { Dialect } from '../document/schema-keywords.ts';
import { membersOf, objectAt, textOf } from './members.ts';

const root: Place = { file: '', pointer: '' };

/** How one signs in, by name; what cannot be understood is told. */
export function readCredentials(document: JsonObject, documents: DocumentSet, dialect: Dialect) {
  const place = dialect === 'swagger-2' ? below(root, 'securityDefinitions') : below(root, 'components', 'securitySchemes');
  const components = isJsonObject(document.components) ? document.components : {};
  const schemes = dialect === 'swagger-2' ? document.securityDefinitions : components.securitySchemes;
  const credentials = new Map<string, Credential>();
  const problems: string[] = [];
  for (const [name, written] of membersOf(schemes)) {
    const scheme = objectAt(written, below(place, name), documents);
    const credential = typeof scheme === 'string' ? null : credentialOf(scheme.value);
    credentials.set(name, credential ?? { kind: 'other', name });
    if (credential === null) problems.push(`#${below(place, name).pointer}: nobody can sign in by it, for it is none that is known`);
  }
  return { credentials: Object.fromEntries(credentials) as Readonly<Record<string, Credential>>, problems };
}

function credentialOf(scheme: JsonObject): Credential | null {
  const scheme3 = textOf(scheme.scheme).toLowerCase();
  switch (scheme.type) {
    case 'apiKey': {
      const { in: where, name } = scheme;
      if ((where !== 'header' && where !== 'query' && where !== 'cookie') || typeof name !== 'string') return null;
      return { kind: 'key', in: where, name };
    }
    case 'basic':
      return { kind: 'basic' };
    case 'http':
      if (scheme3 === 'basic' || scheme3 === 'bearer') return { kind: scheme3 };
      return scheme3 === '' ? null : { kind: 'other', name: scheme3 };
    case 'oauth2':
      return { kind: 'oauth2', flows: Object.fromEntries(flowsOf(scheme)) };
    case 'openIdConnect':
      return { kind: 'openid-connect', address: textOf(scheme.openIdConnectUrl) };
    case 'mutualTLS':
      return { kind: 'mutual-tls' };
    default:
      return null;
  }
}

/** Swagger's flows have other names, and stand alone. */
const flowNames: Readonly<Record<string, string>> = { accessCode: 'authorizationCode', application: 'clientCredentials' };

function flowsOf(scheme: JsonObject): readonly (readonly [string, OAuthFlow])[] {
  if (typeof scheme.flow === 'string') return [[flowNames[scheme.flow] ?? scheme.flow, flowOf(scheme)]];
  return membersOf(scheme.flows)
    .filter(([, flow]) => isJsonObject(flow))
    .map(([name, flow]) => [name, flowOf(flow)] as const);
}

function flowOf(flow: JsonValue): OAuthFlow {
  const { authorizationUrl, tokenUrl, refreshUrl, scopes } = flow as JsonObject;
  const address = (value: JsonValue | undefined) => (typeof value === 'string' && value !== '' ? value : null);
  return {
    authorizationAddress: address(authorizationUrl),
    tokenAddress: address(tokenUrl),
    refreshAddress: address(refreshUrl),
    scopes: membersOf(scopes).map(([name]) => name),
  };
}

/** Alternatives of what an operation needs; null where it does not say. */
export function securityOf(value: JsonValue | undefined): readonly (readonly string[])[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter(isJsonObject).map((needed) => Object.keys(needed));
}
