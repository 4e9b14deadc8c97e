import { ByteStream, downloadFile, implement, type Operation, uploadFile } from '@plinth/api-contract';
import type { Database } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { ObjectStorage } from '@plinth/object-storage';
import { personalPermissions } from '../access/user-record.ts';
import type { ApplicationSource } from '../operations.ts';
import { type ReadScope, RecordReader } from '../read/record-reader.ts';
import { FileStore } from './file-store.ts';

export interface FileDependencies {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly applications: ApplicationSource;
}

/** Files of records over the API. */
export function fileOperations({ database, storage, applications }: FileDependencies): readonly Operation[] {
  const files = new FileStore(database, storage, new RecordReader(database));
  const scopeOf = async (context: RequestContext, application: string): Promise<ReadScope> => {
    const model = await applications.find(context, application);
    return { model, permissions: await personalPermissions(context, database, model) };
  };
  return [
    implement(uploadFile, async (context, { entity, ...file }, { application }) =>
      // Addresses write an entity of a module as `module.entity`.
      files.store(context, await scopeOf(context, application), { ...file, entity: entity.replace('.', '/') }),
    ),
    implement(downloadFile, async (context, { file }, { application }) => {
      const { mediaType, name, bytes, size, sha256, part } = await files.find(context, await scopeOf(context, application), file);
      return new ByteStream(mediaType, name, bytes, { length: size, etag: sha256, part });
    }),
  ];
}
