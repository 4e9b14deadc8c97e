export { type AttachedMariadb, attachMariadb, type MariadbQueryable } from './attach-mariadb.ts';
export { readMariadbCatalog } from './catalog/read-mariadb-catalog.ts';
export { type MariadbAnswer, MariadbConnection, type MariadbLimits, type MariadbOptions } from './mariadb-connection.ts';
export { isMariadbAddress } from './mariadb-login.ts';
