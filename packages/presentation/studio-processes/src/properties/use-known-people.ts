import { listGroups, listMembers } from '@plinth/api-contract';
import { useWork } from '@plinth/studio-frame';
import { useCallback, useEffect, useState } from 'react';
import type { Nameable } from './names-setting.tsx';

/** Who can be named in a task, as far as whoever draws may know them. */
export interface KnownPeople {
  readonly groups: readonly Nameable[];
  /** By e-mail address. */
  readonly members: readonly Nameable[];
  /** Somebody begins to write a name, or goes on: members that fit are looked for. */
  look(typed: string): void;
}

const mostMembers = 20;
/** Milliseconds of rest after a key until members are looked for. */
const typingRest = 200;
const nobody: readonly Nameable[] = [];

/** Groups and members of the tenant, asked for once somebody writes a name; members are told to administrators alone. */
export function useKnownPeople(): KnownPeople {
  const { client, tenant, member } = useWork();
  const maySeeMembers = member.tenantRoles.includes('administrator');
  const [typed, setTyped] = useState<string | null>(null);
  const [groups, setGroups] = useState(nobody);
  const [members, setMembers] = useState(nobody);
  const isAsked = typed !== null;
  useEffect(() => {
    if (!isAsked) return;
    const asking = new AbortController();
    client.call(listGroups, { tenant }, { limit: 200 }, { signal: asking.signal }).then(
      ({ items }) => setGroups(items.map(({ key, name }) => ({ key, label: name }))),
      // Names can be written without being offered.
      () => undefined,
    );
    return () => asking.abort();
  }, [client, tenant, isAsked]);
  useEffect(() => {
    if (typed === null || !maySeeMembers) return;
    const asking = new AbortController();
    const search = typed.trim();
    const input = { limit: mostMembers, status: 'active' as const, ...(search === '' ? {} : { search }) };
    const ask = () =>
      client.call(listMembers, { tenant }, input, { signal: asking.signal }).then(
        ({ items }) => setMembers(items.map(({ email, name }) => ({ key: email, label: name }))),
        () => undefined,
      );
    const timer = setTimeout(ask, search === '' ? 0 : typingRest);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [client, tenant, maySeeMembers, typed]);
  return { groups, members, look: useCallback((written: string) => setTyped(written), []) };
}
