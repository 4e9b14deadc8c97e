import type { ReleasePlan } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';

/** What a publication would do to stored data. */
export function PlannedSteps({ plan }: { readonly plan: ReleasePlan }) {
  const text = useText();
  if (plan.steps.length === 0) return <p>{text('studio.noSteps', 'Stored data stays as it is.')}</p>;
  return (
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
  );
}
