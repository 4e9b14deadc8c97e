export type {
  ColumnFilter,
  EntityDescription,
  FieldDescription,
  QueryHandle,
  RecordValues,
  RenderServices,
  StoredFile,
} from './services.ts';
export { RenderServicesContext, useRenderServices } from './services.ts';
export type { PerRow, PropertyValues, SkinProps, WebComponent, WebSkin } from './skin.ts';
