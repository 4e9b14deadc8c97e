export { compositeMetadata, slotNames } from './composite-metadata.ts';
export { type NamedTypes, PageTypes, type PageTypesOptions } from './page-types.ts';
