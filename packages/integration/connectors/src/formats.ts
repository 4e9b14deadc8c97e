import type { Connector } from './connector.ts';
import type { ReadBeside } from './document/document-set.ts';
import type { Imported } from './imported.ts';

/** Makes a connector of a document and, where its references need them, of files beside it. */
export type Import = (text: string, beside?: ReadBeside) => Imported;

/** What a connector can be made from, by the name of the format; each reader is loaded when it is asked for. */
export const formats: Readonly<Record<string, () => Promise<Import>>> = {
  openapi: async () => showingCertificate((await import('./openapi/import-openapi.ts')).importOpenApi),
  asyncapi: async () => (await import('./asyncapi/import-asyncapi.ts')).importAsyncApi,
  graphql: async () => showingCertificate((await import('./graphql/import-graphql.ts')).importGraphql),
  proto: async () => showingCertificate((await import('./proto/import-proto.ts')).importProto),
  copybook: async () => (await import('./copybook/import-copybook.ts')).importCopybook,
  wsdl: async () => showingCertificate((await import('./wsdl/import-wsdl.ts')).importWsdl),
};

/** Connectors as they are read, to whose systems one may show a certificate, and trust authorities of one's own: few documents say so. */
function showingCertificate(read: Import): Import {
  return (text, beside) => {
    const { connector, report } = read(text, beside);
    return { connector: withCertificate(connector), report };
  };
}

/** A connector that knows a certificate as something to sign in with. */
export function withCertificate(connector: Connector): Connector {
  const { credentials } = connector;
  if (Object.values(credentials).some(({ kind }) => kind === 'mutual-tls')) return connector;
  const name = ['certificate', 'clientCertificate'].find((each) => !Object.hasOwn(credentials, each)) ?? 'tlsCertificate';
  return { ...connector, credentials: { ...credentials, [name]: { kind: 'mutual-tls' } } };
}
