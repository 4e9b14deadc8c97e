import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { memo } from 'react';
import { useWork } from '../work/use-work.ts';

const mostShown = 4;

/** Who else has the branch open. */
export const People = memo(function People() {
  const text = useText();
  const people = useSignalValue(useWork().session.people);
  if (people.length === 0) return null;
  return (
    <ul className="studio-people" aria-label={text('studio.alsoHere', 'Also here')}>
      {people.slice(0, mostShown).map((person) => (
        <li key={person.window} title={person.name} data-colour={person.colour % 3}>
          {initials(person.name)}
        </li>
      ))}
      {people.length > mostShown ? <li>+{people.length - mostShown}</li> : null}
    </ul>
  );
});

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase();
}
