import { rolesOf } from '@plinth/app-definition';
import type { ArtefactView } from '@plinth/studio-frame';
import { addRole } from './definition/role-edits.ts';

/** Roles in the Studio, with their permissions. */
export const roleView: ArtefactView = {
  kind: 'role',
  title: 'Roles',
  icon: 'shield-lock',
  group: 'build',
  list: (definition) =>
    rolesOf(definition).map(({ id, key, label, heldBy }) => ({
      id,
      label: label.trim() === '' ? key : label,
      icon: heldBy === 'anyone' ? 'world' : heldBy === 'members' ? 'users' : 'user-shield',
      detail: key,
    })),
  artefactOf(_definition, record) {
    if (record.kind === 'role') return record.id;
    return record.kind === 'permission' ? record.role : null;
  },
  create: {
    title: 'New role',
    make(definition) {
      const { body, intent, role } = addRole(definition);
      return { body, intent, artefact: role };
    },
  },
  invitation: {
    title: 'Begin with a role',
    help: 'Whatever no role grants is denied. A role says who may read and change which records and fields.',
  },
  load: async () => (await import('./roles/role-designer.tsx')).RoleDesigner,
};
