export { type NamedTypes, PageTypes, type PageTypesOptions } from './page-types.ts';
