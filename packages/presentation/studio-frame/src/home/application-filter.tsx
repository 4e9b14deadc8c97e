import { useText } from '@plinth/component-kit';
import type { ApplicationQuestion } from './use-applications.ts';

interface ApplicationFilterProps {
  readonly question: ApplicationQuestion;
  onQuestion(question: ApplicationQuestion): void;
}

/** Which applications are shown, and in which order. */
export function ApplicationFilter({ question, onQuestion }: ApplicationFilterProps) {
  const text = useText();
  const state = text('studio.home.state', 'State');
  const order = text('studio.home.order', 'Order');
  const search = text('studio.home.searchApplications', 'Search by name or key');
  return (
    <search className="studio-home-filter">
      <input
        className="studio-search"
        type="search"
        aria-label={search}
        placeholder={search}
        maxLength={120}
        value={question.search}
        onChange={({ currentTarget }) => onQuestion({ ...question, search: currentTarget.value })}
      />
      <fieldset className="studio-choices">
        <legend className="studio-hidden">{text('studio.home.whose', 'Whose')}</legend>
        {[false, true].map((mine) => (
          <button key={String(mine)} type="button" aria-pressed={question.mine === mine} onClick={() => onQuestion({ ...question, mine })}>
            {mine ? text('studio.home.mine', 'Mine') : text('studio.home.everybodys', 'All')}
          </button>
        ))}
      </fieldset>
      <select
        aria-label={state}
        title={state}
        value={question.state}
        onChange={({ currentTarget }) => onQuestion({ ...question, state: stateOf(currentTarget.value) })}
      >
        <option value="">{text('studio.home.anyState', 'Any state')}</option>
        <option value="running">{text('studio.home.stateRunning', 'Published')}</option>
        <option value="unpublished">{text('studio.home.stateUnpublished', 'Not published')}</option>
        <option value="changed">{text('studio.home.stateChanged', 'With changes to publish')}</option>
        <option value="deleted">{text('studio.home.stateDeleted', 'Deleted')}</option>
      </select>
      <select
        aria-label={order}
        title={order}
        value={question.sort}
        onChange={({ currentTarget }) => onQuestion({ ...question, sort: currentTarget.value === 'changed' ? 'changed' : 'label' })}
      >
        <option value="label">{text('studio.home.byName', 'By name')}</option>
        <option value="changed">{text('studio.home.byChange', 'Last changed first')}</option>
      </select>
    </search>
  );
}

const states = ['running', 'unpublished', 'changed', 'deleted'] as const;

function stateOf(value: string): ApplicationQuestion['state'] {
  return states.find((state) => state === value) ?? '';
}
