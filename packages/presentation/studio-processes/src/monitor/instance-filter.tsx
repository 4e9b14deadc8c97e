import type { InstanceStatus } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { type ReactNode, useState } from 'react';

/** Which instances are shown. */
export interface InstanceFilter {
  readonly show: 'all' | 'incidents' | Exclude<InstanceStatus, 'new'>;
  /** What it is called in the business, as a whole; empty for any. */
  readonly key: string;
}

interface InstanceFilterBarProps {
  readonly filter: InstanceFilter;
  readonly children: ReactNode;
  onFilter(filter: InstanceFilter): void;
}

export function InstanceFilterBar({ filter, children, onFilter }: InstanceFilterBarProps) {
  const text = useText();
  const [written, setWritten] = useState(filter.key);
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
      className="monitor-filter"
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
