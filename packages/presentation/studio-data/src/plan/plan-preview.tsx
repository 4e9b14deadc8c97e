import { planRelease, type ReleasePlan } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { useWork } from '@plinth/studio-frame';
import { useEffect, useState } from 'react';
import { stepsFor } from './steps-for.ts';

type Planned =
  | { readonly state: 'waiting' }
  | { readonly state: 'planned'; readonly plan: ReleasePlan }
  | { readonly state: 'failed'; readonly error: PlinthError };

/** Milliseconds of rest before the server is asked again. */
const rest = 900;

/** What publishing would do to the tables, as it is now; what concerns this entity first. */
export function PlanPreview({ entity }: { readonly entity: RecordOf<'entity'> }) {
  const text = useText();
  const work = useWork();
  const { client, tenant, environment, application, session } = work;
  const revision = useSignalValue(session.revision);
  const publishing = useSignalValue(work.publishing);
  const problems = useSignalValue(work.problems).length;
  const [planned, setPlanned] = useState<Planned>({ state: 'waiting' });
  const [busy, setBusy] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the definition may change the plan
  useEffect(() => {
    // Tables that are being changed cannot be planned for, and afterwards the plan is another.
    if (publishing) return;
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      setBusy(true);
      try {
        await session.store.flush();
        const plan = await client.call(planRelease, { tenant, environment, application }, {}, { signal });
        if (!signal.aborted) setPlanned({ state: 'planned', plan });
      } catch (thrown) {
        if (signal.aborted) return;
        const error = asPlinthError(thrown);
        setPlanned({ state: 'failed', error });
        // Somebody else publishes, or the server has too much to do.
        if (error.retryAfter !== undefined) timer = setTimeout(() => void ask(), error.retryAfter * 1000);
      } finally {
        if (!signal.aborted) setBusy(false);
      }
    };
    timer = setTimeout(() => void ask(), rest);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, tenant, environment, application, session, revision, publishing]);
  if (planned.state === 'waiting')
    return <p className="data-plan data-quiet">{text('studio.planning', 'Looking at what this would change …')}</p>;
  if (planned.state === 'failed') {
    return (
      <div className="data-plan" data-busy={busy || undefined}>
        {problems > 0 ? (
          <p className="data-quiet">
            {text('studio.planProblems', 'There {count, plural, one {is # problem} other {are # problems}} to mend first.', {
              count: problems,
            })}
          </p>
        ) : (
          <>
            <p dir="auto">{planned.error.message}</p>
            <p className="data-quiet" dir="auto">
              {planned.error.hint}
            </p>
          </>
        )}
        <ul className="data-steps">
          {(planned.error.details.violations ?? []).slice(0, 5).map(({ path, message, hint }) => (
            <li key={path + message}>
              <bdi>
                {message}. {hint}
              </bdi>
            </li>
          ))}
        </ul>
      </div>
    );
  }
  const { own, others } = stepsFor(planned.plan.steps, entity.key);
  return (
    <div className="data-plan" data-busy={busy || undefined}>
      {own.length === 0 ? (
        <p className="data-quiet">{text('studio.noOwnSteps', 'The table of this entity stays as it is.')}</p>
      ) : (
        <ol className="data-steps">
          {own.map((step) => (
            <li key={step.description} data-destructive={step.destructive || undefined}>
              {step.sql === undefined ? (
                step.description
              ) : (
                <details>
                  <summary>
                    {step.description}
                    {step.rows === undefined || step.rows === 0 ? null : (
                      <small>{text('studio.stepRows', 'about {rows, plural, one {# row} other {# rows}}', { rows: step.rows })}</small>
                    )}
                  </summary>
                  <pre dir="ltr">{step.sql}</pre>
                </details>
              )}
            </li>
          ))}
        </ol>
      )}
      {planned.plan.warnings.length === 0 ? null : (
        <ul className="data-steps" data-tone="warn">
          {planned.plan.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {others === 0 ? null : (
        <p className="data-quiet">
          {text('studio.otherSteps', '{count, plural, one {# step} other {# steps}} for other entities.', { count: others })}
        </p>
      )}
    </div>
  );
}
