export { diskStorage } from './disk-storage.ts';
export { objectStorageErrors } from './errors.ts';
export type { ByteRange, ObjectContent, ObjectStatus, ObjectStorage, PutOptions, StorageContext, StoredObject } from './object-storage.ts';
