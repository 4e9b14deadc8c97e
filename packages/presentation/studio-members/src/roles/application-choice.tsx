import { type Client, listApplications } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';

interface ApplicationChoiceProps {
  readonly client: Client;
  readonly tenant: string;
  /** Key of the application; empty for none. */
  readonly value: string;
  /** Whether its name stands above it. */
  readonly labelled?: boolean;
  onChange(application: string): void;
}

const mostChoices = 2000;

/** One of the tenant's applications. */
export function ApplicationChoice({ client, tenant, value, labelled = false, onChange }: ApplicationChoiceProps) {
  const text = useText();
  const [loaded] = useLoaded(useCallback((signal) => every(client, tenant, signal), [client, tenant]));
  const known = loaded.state === 'ready' ? loaded.value : [];
  const name = text('studio.application', 'Application');
  const choice = (
    <select aria-label={name} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">
        {labelled ? text('studio.members.choose', 'Choose …') : text('studio.members.everyApplication', 'All applications')}
      </option>
      {known.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  );
  return labelled ? (
    <div className="members-labelled">
      <span aria-hidden="true">{name}</span>
      {choice}
    </div>
  ) : (
    choice
  );
}

async function every(client: Client, tenant: string, signal: AbortSignal) {
  const found = [];
  for (let cursor: string | null | undefined; cursor !== null && found.length < mostChoices; ) {
    const after = cursor === undefined ? {} : { cursor };
    const page = await client.call(listApplications, { tenant }, { limit: 200, ...after }, { signal });
    found.push(...page.items.filter(({ type }) => type === 'application'));
    cursor = page.next;
  }
  return found;
}
