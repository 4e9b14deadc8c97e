export { checkEntities, checkImports, checkPermissions } from './check-entities.ts';
export { checkPermissionTests } from './check-permission-tests.ts';
export { aggregateColumns, checkQuery } from './check-query.ts';
