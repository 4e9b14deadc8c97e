import type { ReleasePlan } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import type { Finding } from '@plinth/definition-findings';
import { findingWords } from '../drawer/finding-words.ts';
import { recordWords } from '../work/record-words.ts';
import { useDefinition } from '../work/use-work.ts';

/** Findings that are listed; with more of them nobody reads on. */
const mostWarnings = 50;

interface PlanWarningsProps {
  readonly plan: ReleasePlan;
  /** What people or their devices would suffer from, as far as that is known of what is published. */
  readonly findings?: readonly Finding[];
}

/** What is worth knowing before: of stored data and the environment, and of the definition. */
export function PlanWarnings({ plan, findings: found = [] }: PlanWarningsProps) {
  const text = useText();
  if (plan.warnings.length + found.length === 0) return null;
  return (
    <details className="studio-warnings" open={plan.warnings.length > 0}>
      <summary>
        {text('studio.publishWarnings', '{count, plural, one {# thing to look at} other {# things to look at}}', {
          count: plan.warnings.length + found.length,
        })}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <ul tabIndex={0}>
        {plan.warnings.map((warning) => (
          <li key={warning}>
            <bdi>{warning}</bdi>
          </li>
        ))}
        {found.slice(0, mostWarnings).map((finding) => (
          <li key={`${finding.record} ${finding.finding} ${JSON.stringify(finding.about)}`}>
            <RecordName id={finding.record} /> {findingWords(finding, text)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function RecordName({ id }: { readonly id: string }) {
  const text = useText();
  const record = useDefinition().records.get(id);
  return (
    <strong>
      <bdi>{record === undefined ? id : recordWords(record, text)}</bdi>
    </strong>
  );
}
