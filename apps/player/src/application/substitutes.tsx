import { addSubstitute, listSubstitutes, removeSubstitute, type Substitution } from '@plinth/api-contract';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { api, useLoaded } from '@plinth/web-shell';
import { type FormEvent, useCallback, useId, useState } from 'react';

/** Who does the person's tasks meanwhile, and whose tasks the person does; in all applications of the tenant. */
export function Substitutes({ tenant, me }: { readonly tenant: string; readonly me: string }) {
  const text = useText();
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again
  const [loaded] = useLoaded(useCallback((signal) => api.call(listSubstitutes, { tenant }, {}, { signal }), [tenant, round]));
  const [problem, setProblem] = useState<string | null>(null);
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem(null);
    try {
      await work();
      setRound(round + 1);
      return true;
    } catch (thrown) {
      const { message, hint } = asPlinthError(thrown);
      setProblem(`${message} ${hint}`);
      return false;
    }
  };
  const items = loaded.state === 'ready' ? loaded.value.items : [];
  return (
    <details className="player-substitutes">
      <summary>
        <Icon name="users" size={16} /> {text('player.substitutes', 'Substitutes')}
        {items.length === 0 ? null : <span className="player-substitutes-count">{items.length}</span>}
      </summary>
      <p>
        {text(
          'player.substitutesHelp',
          'While you are away, somebody else sees and does your tasks. The history says who did it, and that it was for you.',
        )}
      </p>
      {items.length === 0 ? null : (
        <ul>
          {items.map((each) => (
            <Line
              key={each.id}
              substitution={each}
              me={me}
              onEnd={() => void act(() => api.call(removeSubstitute, { tenant }, { substitution: each.id }))}
            />
          ))}
        </ul>
      )}
      <NameForm onName={(named) => act(() => api.call(addSubstitute, { tenant }, named))} />
      {problem === null ? null : (
        <p role="alert" className="player-substitutes-problem">
          {problem}
        </p>
      )}
    </details>
  );
}

function Line({ substitution, me, onEnd }: { readonly substitution: Substitution; readonly me: string; onEnd(): void }) {
  const text = useText();
  const format = useFormat();
  const { member, substitute, from, until } = substitution;
  const times = { from: format.dateTime(from), until: format.dateTime(until) };
  const name = member.id === me ? substitute.name : member.name;
  return (
    <li>
      <span>
        {member.id === me
          ? text('player.substitutedBy', '{name} does your tasks, {from} to {until}', { name, ...times })
          : text('player.substituting', 'You do the tasks of {name}, {from} to {until}', { name, ...times })}
      </span>
      <button
        type="button"
        className="player-icon-button"
        aria-label={text('player.endSubstitution', 'End this with {name}', { name })}
        onClick={onEnd}
      >
        <Icon name="x" size={16} />
      </button>
    </li>
  );
}

interface Named {
  readonly substitute: string;
  readonly from?: string;
  readonly until: string;
}

function NameForm({ onName }: { onName(named: Named): Promise<boolean> }) {
  const text = useText();
  const id = useId();
  const [substitute, setSubstitute] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const begins = from === '' ? {} : { from: new Date(`${from}T00:00`).toISOString() };
    // The last day is part of it.
    const ends = new Date(`${until}T00:00`);
    ends.setDate(ends.getDate() + 1);
    if (await onName({ substitute: substitute.trim(), ...begins, until: ends.toISOString() })) setSubstitute('');
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label htmlFor={`${id}-who`}>{text('player.substituteEmail', 'E-mail of your substitute')}</label>
      <input
        id={`${id}-who`}
        type="email"
        required
        maxLength={254}
        value={substitute}
        onChange={({ currentTarget }) => setSubstitute(currentTarget.value)}
      />
      <label htmlFor={`${id}-from`}>{text('player.substituteFrom', 'From (now, if empty)')}</label>
      <input id={`${id}-from`} type="date" value={from} onChange={({ currentTarget }) => setFrom(currentTarget.value)} />
      <label htmlFor={`${id}-until`}>{text('player.substituteUntil', 'Last day')}</label>
      <input id={`${id}-until`} type="date" required value={until} onChange={({ currentTarget }) => setUntil(currentTarget.value)} />
      <button type="submit">{text('player.nameSubstitute', 'Name substitute')}</button>
    </form>
  );
}
