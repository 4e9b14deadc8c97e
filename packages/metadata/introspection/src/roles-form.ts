import type { EntityPlan } from './entities/entity-plan.ts';

/**
 * Who may do what: readers see everything, editors also what the login may change. Nobody holds a role until it is given.
 * Attached records are only read.
 */
export function rolesForm(entities: readonly EntityPlan[], attached: boolean): object {
  const reader = {
    label: 'Reader',
    description: 'Sees every record.',
    permissions: Object.fromEntries(entities.map(({ key }) => [key, attached ? ['read'] : ['read', 'export']])),
  };
  const editor = {
    label: 'Editor',
    description: 'Sees and changes every record.',
    permissions: Object.fromEntries(entities.map((entity) => [entity.key, editorOf(entity)])),
  };
  return attached ? { reader } : { reader, editor };
}

function editorOf({ table, fields }: EntityPlan): object {
  const { create, update } = table.allows;
  const operations = [
    'read',
    'export',
    ...(create ? ['create', 'import'] : []),
    ...(update ? ['update'] : []),
    ...(table.allows.delete ? ['delete'] : []),
  ];
  const locked = fields.filter((field) => field.locked).map(({ key }) => key);
  return { operations, ...(locked.length === 0 ? {} : { locked }) };
}
