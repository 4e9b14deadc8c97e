import { type Client, listGroups, listMembers } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useDeferredValue, useEffect, useId, useState } from 'react';
import type { Holder } from './role-assignments.tsx';

interface HolderChoiceProps {
  readonly client: Client;
  readonly tenant: string;
  /** Whether groups may be chosen too. */
  readonly membersOnly?: boolean;
  onHolder(holder: Holder): void;
}

const mostFound = 20;
const nobody: readonly { readonly value: string; readonly name: string; readonly holder: Holder }[] = [];

/** Somebody by e-mail address or a group by its key, completed as one types. */
export function HolderChoice({ client, tenant, membersOnly = false, onHolder }: HolderChoiceProps) {
  const text = useText();
  const list = useId();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const load = useCallback(
    async (signal: AbortSignal) => {
      const asked = { limit: mostFound, ...(search === '' ? {} : { search }) };
      const [members, groups] = await Promise.all([
        client.call(listMembers, { tenant }, asked, { signal }),
        membersOnly ? { items: [] } : client.call(listGroups, { tenant }, { limit: 200 }, { signal }),
      ]);
      return [
        ...groups.items.map(({ key, name }) => ({ value: key, name, holder: { groupKey: key } })),
        ...members.items.map(({ id, email, name }) => ({ value: email, name, holder: { memberId: id } })),
      ];
    },
    [client, tenant, search, membersOnly],
  );
  const [loaded] = useLoaded(load);
  const known = loaded.state === 'ready' ? loaded.value : nobody;
  // Who is meant may be known only after the last letter was typed.
  useEffect(() => onHolder(known.find(({ value }) => value === typed.trim())?.holder ?? {}), [known, typed, onHolder]);
  return (
    <label>
      {membersOnly ? text('studio.members.memberEmail', 'E-mail of the member') : text('studio.members.memberOrGroup', 'Member or group')}
      <input
        list={list}
        value={typed}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={120}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <datalist id={list}>
        {known.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </datalist>
    </label>
  );
}
