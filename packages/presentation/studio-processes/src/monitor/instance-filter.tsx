import type { InstanceStatus } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { type ReactNode, useEffect, useState } from 'react';

/** Which instances are shown. */
export interface InstanceFilter {
  readonly show: 'all' | 'incidents' | Exclude<InstanceStatus, 'new'>;
  /** What it is called in the business, as a whole; empty for any. */
  readonly key: string;
  /** Of the application; empty for any. */
  readonly version: string;
  /** On which it was started, as `2026-01-31`; empty for any. */
  readonly day: string;
}

export const everyInstance: InstanceFilter = { show: 'all', key: '', version: '', day: '' };

/** From when until when a day is where somebody looks. */
export function dayBounds(day: string): { readonly since: string; readonly until: string } | null {
  const start = new Date(`${day}T00:00`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(start.getTime())) return null;
  // Days with a change of the clock have other lengths.
  const end = new Date(start);
  end.setDate(end.getDate() + 1);
  return { since: start.toISOString(), until: end.toISOString() };
}

interface InstanceFilterBarProps {
  readonly filter: InstanceFilter;
  /** Those that there are, the newest first. */
  readonly versions: readonly string[];
  readonly children: ReactNode;
  onFilter(filter: InstanceFilter): void;
}

export function InstanceFilterBar({ filter, versions, children, onFilter }: InstanceFilterBarProps) {
  const text = useText();
  const [written, setWritten] = useState(filter.key);
  useEffect(() => setWritten(filter.key), [filter.key]);
  const choices: readonly (readonly [InstanceFilter['show'], string])[] = [
    ['all', text('studio.run.showAll', 'All instances')],
    ['active', text('studio.bpmn.statusActive', 'running')],
    ['incidents', text('studio.run.showIncidents', 'with incidents')],
    ['completed', text('studio.bpmn.statusCompleted', 'completed')],
    ['terminated', text('studio.bpmn.statusTerminated', 'terminated')],
    ['cancelled', text('studio.bpmn.statusCancelled', 'cancelled')],
  ];
  return (
    <form
      className="studio-filter"
      onSubmit={(event) => {
        event.preventDefault();
        onFilter({ ...filter, key: written.trim() });
      }}
    >
      <select
        aria-label={text('studio.run.show', 'Which instances')}
        value={filter.show}
        onChange={(event) => onFilter({ ...filter, show: event.currentTarget.value as InstanceFilter['show'] })}
      >
        {choices.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
      <select
        aria-label={text('studio.run.version', 'Version')}
        value={filter.version}
        onChange={(event) => onFilter({ ...filter, version: event.currentTarget.value })}
      >
        <option value="">{text('studio.run.everyVersion', 'Every version')}</option>
        {versions.map((version) => (
          <option key={version} value={version}>
            {version}
          </option>
        ))}
      </select>
      <input
        type="date"
        aria-label={text('studio.run.startedOn', 'Started on')}
        title={text('studio.run.startedOn', 'Started on')}
        value={filter.day}
        onChange={(event) => onFilter({ ...filter, day: event.currentTarget.value })}
      />
      <input
        type="search"
        dir="auto"
        maxLength={200}
        aria-label={text('studio.run.byKey', 'Key of the business')}
        placeholder={text('studio.run.byKey', 'Key of the business')}
        value={written}
        onChange={(event) => {
          setWritten(event.currentTarget.value);
          if (event.currentTarget.value === '' && filter.key !== '') onFilter({ ...filter, key: '' });
        }}
      />
      <span className="studio-grow" />
      {children}
    </form>
  );
}
