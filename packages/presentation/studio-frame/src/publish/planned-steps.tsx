import type { ReleasePlan } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';

/** What a publication would do to stored data, and what is to be known before. */
export function PlannedSteps({ plan }: { readonly plan: ReleasePlan }) {
  const text = useText();
  return (
    <>
      {plan.steps.length === 0 ? (
        <p>{text('studio.noSteps', 'Stored data stays as it is.')}</p>
      ) : (
        <>
          <p>{text('studio.steps', 'What happens to stored data:')}</p>
          <ol className="studio-steps">
            {plan.steps.map((step) => (
              <li key={step.description} data-destructive={step.destructive || undefined}>
                {step.description}
              </li>
            ))}
          </ol>
        </>
      )}
      {plan.warnings.length === 0 ? null : (
        <>
          <p>{text('studio.planWarnings', 'To know before:')}</p>
          <ul className="studio-steps studio-warnings">
            {plan.warnings.map((warning) => (
              <li key={warning}>
                <bdi>{warning}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
