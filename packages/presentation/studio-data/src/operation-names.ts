import type { TextLookup } from '@plinth/component-kit';
import type { Operation } from './definition/role-access.ts';

/** What people call the operations on records. */
export function operationNames(text: TextLookup): Readonly<Record<Operation, string>> {
  return {
    read: text('studio.operation.read', 'Read'),
    create: text('studio.operation.create', 'Create'),
    update: text('studio.operation.update', 'Change'),
    delete: text('studio.operation.delete', 'Delete'),
    export: text('studio.operation.export', 'Export'),
    import: text('studio.operation.import', 'Import'),
  };
}
