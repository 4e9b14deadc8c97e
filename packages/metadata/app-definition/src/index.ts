export { PermissionRecord, RoleRecord } from './kinds/access.ts';
export { AppRecord } from './kinds/app.ts';
export { ThemeRecord, TranslationRecord } from './kinds/appearance.ts';
export { EntityRecord, FieldRecord, type FieldType, fieldTypes, IndexRecord, RelationRecord } from './kinds/entity.ts';
export { ImportRecord } from './kinds/import.ts';
export { ComponentRecord, PageRecord, QueryRecord } from './kinds/page.ts';
