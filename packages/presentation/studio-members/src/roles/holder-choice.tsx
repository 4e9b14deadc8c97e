import { type Client, listGroups, listMembers } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useDeferredValue, useId, useState } from 'react';
import type { Holder } from './role-assignments.tsx';

interface HolderChoiceProps {
  readonly client: Client;
  readonly tenant: string;
  /** Whether groups may be chosen too. */
  readonly membersOnly?: boolean;
  onHolder(holder: Holder): void;
}

const mostFound = 20;

/** Somebody by e-mail address or a group by its key, completed as one types. */
export function HolderChoice({ client, tenant, membersOnly = false, onHolder }: HolderChoiceProps) {
  const text = useText();
  const list = useId();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const load = useCallback(
    async (signal: AbortSignal) => {
      const members = client.call(listMembers, { tenant }, { limit: mostFound, ...(search === '' ? {} : { search }) }, { signal });
      const groups = membersOnly ? { items: [] } : await client.call(listGroups, { tenant }, { limit: 200 }, { signal });
      return [
        ...groups.items.map(({ key, name }) => ({ value: key, name, holder: { groupKey: key } })),
        ...(await members).items.map(({ id, email, name }) => ({ value: email, name, holder: { memberId: id } })),
      ];
    },
    [client, tenant, search, membersOnly],
  );
  const [loaded] = useLoaded(load);
  const known = loaded.state === 'ready' ? loaded.value : [];
  const type = (value: string) => {
    setTyped(value);
    onHolder(known.find((each) => each.value === value)?.holder ?? {});
  };
  return (
    <label>
      {membersOnly ? text('studio.members.memberEmail', 'E-mail of the member') : text('studio.members.memberOrGroup', 'Member or group')}
      <input
        list={list}
        value={typed}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={120}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onBlur={() => type(typed)}
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
