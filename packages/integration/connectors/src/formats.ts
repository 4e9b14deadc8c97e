import { importAsyncApi } from './asyncapi/import-asyncapi.ts';
import type { ReadBeside } from './document/document-set.ts';
import { importGraphql } from './graphql/import-graphql.ts';
import type { Imported } from './imported.ts';
import { importOpenApi } from './openapi/import-openapi.ts';
import { importProto } from './proto/import-proto.ts';
import { importWsdl } from './wsdl/import-wsdl.ts';

/** Makes a connector of a document and, where its references need them, of files beside it. */
export type Import = (text: string, beside?: ReadBeside) => Imported;

/** What a connector can be made from, by the name of the format. */
export const formats: Readonly<Record<string, Import>> = {
  openapi: importOpenApi,
  asyncapi: importAsyncApi,
  graphql: importGraphql,
  proto: importProto,
  wsdl: importWsdl,
};
