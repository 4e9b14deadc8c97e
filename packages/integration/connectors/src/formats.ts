import type { ReadBeside } from './document/document-set.ts';
import type { Imported } from './imported.ts';

/** Makes a connector of a document and, where its references need them, of files beside it. */
export type Import = (text: string, beside?: ReadBeside) => Imported;

/** What a connector can be made from, by the name of the format; each reader is loaded when it is asked for. */
export const formats: Readonly<Record<string, () => Promise<Import>>> = {
  openapi: async () => (await import('./openapi/import-openapi.ts')).importOpenApi,
  asyncapi: async () => (await import('./asyncapi/import-asyncapi.ts')).importAsyncApi,
  graphql: async () => (await import('./graphql/import-graphql.ts')).importGraphql,
  proto: async () => (await import('./proto/import-proto.ts')).importProto,
  copybook: async () => (await import('./copybook/import-copybook.ts')).importCopybook,
  wsdl: async () => (await import('./wsdl/import-wsdl.ts')).importWsdl,
};
