import type { EntityPlan } from './entities/entity-plan.ts';

/**
 * Who may do what: readers see everything, editors also change what the login may. Nobody holds a role until it is given.
 * Attached records are neither exported nor imported.
 */
export function rolesForm(entities: readonly EntityPlan[], records: 'own' | 'attached' | 'only read'): object {
  const own = records === 'own';
  const reader = {
    label: 'Reader',
    description: 'Sees every record.',
    permissions: Object.fromEntries(entities.map(({ key }) => [key, own ? ['read', 'export'] : ['read']])),
  };
  const editor = {
    label: 'Editor',
    description: 'Sees and changes every record.',
    permissions: Object.fromEntries(entities.map((entity) => [entity.key, editorOf(entity, own)])),
  };
  return records === 'only read' ? { reader } : { reader, editor };
}

function editorOf({ allows, fields }: EntityPlan, own: boolean): object {
  const { create, update } = allows;
  const operations = [
    'read',
    ...(own ? ['export'] : []),
    ...(create ? ['create'] : []),
    ...(create && own ? ['import'] : []),
    ...(update ? ['update'] : []),
    ...(allows.delete ? ['delete'] : []),
  ];
  const locked = fields.filter((field) => field.locked).map(({ key }) => key);
  return { operations, ...(locked.length === 0 ? {} : { locked }) };
}
