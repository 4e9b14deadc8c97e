import type { Person } from '@plinth/api-contract';
import { useSignalValue } from '@plinth/page-renderer';
import { useMemo } from 'react';
import type { ProcessWork } from '../process-work.ts';

/** Who else has selected what of the open process, by the id of what it is. */
export function useOthers({ work, id }: Pick<ProcessWork, 'work' | 'id'>): ReadonlyMap<string, readonly Person[]> {
  const people = useSignalValue(work.session.people);
  return useMemo(() => {
    const here = people.filter(({ place }) => place.artefact === id);
    const found = new Map<string, Person[]>();
    for (const person of here) for (const selected of person.place.selection) found.set(selected, [...(found.get(selected) ?? []), person]);
    return found;
  }, [people, id]);
}
