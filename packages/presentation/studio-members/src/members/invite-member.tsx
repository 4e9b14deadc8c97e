import { Button, TextInput } from '@mantine/core';
import { type Client, inviteMember, type OneTimeLink } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StudioDialog } from '@plinth/studio-frame';
import { type FormEvent, useState } from 'react';
import { LinkShown } from './link-shown.tsx';
import { TenantRoleChoice, type TenantRoles } from './tenant-roles.tsx';

interface InviteMemberProps {
  readonly client: Client;
  readonly tenant: string;
  readonly opened: boolean;
  onClose(): void;
  onInvited(): void;
}

/** Adds somebody and shows what became of the invitation. */
export function InviteMember({ opened, onClose, ...form }: InviteMemberProps) {
  const text = useText();
  return (
    <StudioDialog opened={opened} onClose={onClose} title={text('studio.members.invite', 'Invite somebody')}>
      <InviteForm {...form} />
    </StudioDialog>
  );
}

function InviteForm({ client, tenant, onInvited }: Omit<InviteMemberProps, 'opened' | 'onClose'>) {
  const text = useText();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [tenantRoles, setTenantRoles] = useState<TenantRoles>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const [link, setLink] = useState<OneTimeLink | null>(null);
  if (link !== null) return <LinkShown link={link} />;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const { invitation } = await client.call(inviteMember, { tenant }, { name: name.trim(), email: email.trim(), tenantRoles });
      setLink(invitation);
      onInvited();
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <form className="studio-form" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={text('studio.members.name', 'Name')}
        required
        withAsterisk={false}
        maxLength={120}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label={text('studio.members.email', 'E-mail')}
        type="email"
        required
        withAsterisk={false}
        maxLength={254}
        value={email}
        error={error === null ? undefined : `${error.message} ${error.hint}`}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <TenantRoleChoice roles={tenantRoles} onRoles={setTenantRoles} />
      <Button type="submit" loading={busy} disabled={name.trim() === '' || email.trim() === ''}>
        {text('studio.members.makeInvitation', 'Invite')}
      </Button>
    </form>
  );
}
