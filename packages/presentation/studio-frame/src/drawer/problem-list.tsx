import { nameForPeople } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { placeOf } from '../work/studio-work.ts';
import { useDefinition, useWork } from '../work/use-work.ts';

const mostShown = 200;

/** What is wrong, each with the way there. */
export function ProblemList() {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const problems = useSignalValue(work.problems);
  if (problems.length === 0)
    return <p className="studio-none">{text('studio.noProblemsText', 'Nothing is wrong: this can be published.')}</p>;
  return (
    <ul className="studio-problems">
      {problems.slice(0, mostShown).map((problem) => {
        const record = definition.records.get(problem.record);
        const place = placeOf(work, definition, problem.record);
        return (
          <li key={`${problem.path} ${problem.message}`}>
            <button type="button" disabled={place === null} onClick={() => place && work.open(place.artefact, [problem.record])}>
              <Icon name="alert-circle" size={14} />
              <strong>{record === undefined ? problem.record : nameForPeople(record)}</strong>
              <span>
                {problem.message} {problem.hint}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
