import { Checkbox } from '@mantine/core';
import type { Member } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';

export type TenantRoles = Member['tenantRoles'];

/** What the rights in the tenant are called, the highest first; everybody is a member. */
export function useRoleWords(): Readonly<Record<TenantRoles[number], string>> {
  const text = useText();
  return {
    administrator: text('studio.members.administrator', 'Administrator'),
    maker: text('studio.members.maker', 'Maker'),
    member: text('studio.members.member', 'Member'),
  };
}

interface TenantRoleChoiceProps {
  readonly roles: TenantRoles;
  onRoles(roles: TenantRoles): void;
}

/** Whether somebody makes applications, and whether they administer the tenant. */
export function TenantRoleChoice({ roles, onRoles }: TenantRoleChoiceProps) {
  const text = useText();
  const words = useRoleWords();
  const set = (role: TenantRoles[number], held: boolean) => onRoles([...roles.filter((each) => each !== role), ...(held ? [role] : [])]);
  return (
    <fieldset className="members-rights">
      <legend>{text('studio.members.rights', 'Rights in the organisation')}</legend>
      <Checkbox
        checked={roles.includes('maker')}
        label={words.maker}
        description={text('studio.members.makerHelp', 'Builds and publishes applications.')}
        onChange={({ currentTarget }) => set('maker', currentTarget.checked)}
      />
      <Checkbox
        checked={roles.includes('administrator')}
        label={words.administrator}
        description={text('studio.members.administratorHelp', 'Decides about members and access, and may build too.')}
        onChange={({ currentTarget }) => set('administrator', currentTarget.checked)}
      />
    </fieldset>
  );
}
