import type { ExplainedStep } from '@plinth/component-contract';
import { Icon, useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { ToolButton } from '@plinth/studio-frame';
import { useDecisionWork } from '../decision-work.ts';

/** How a run came to its result, step by step; each table of it is a press away. */
export function ExplanationView() {
  const text = useText();
  const decision = useDecisionWork();
  const run = useSignalValue(decision.run);
  if (run === null) return null;
  const { trial } = run;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="decision-explanation" tabIndex={0} aria-label={text('studio.explanation', 'Explanation')}>
      <header>
        <h2>
          <bdi>{run.name}</bdi>
        </h2>
        {trial.ok ? <code dir="ltr">{shown(trial.result)}</code> : null}
        <span className="studio-grow" />
        <ToolButton
          icon="x"
          label={text('studio.endRun', 'End the explanation')}
          onClick={() => {
            decision.run.value = null;
          }}
        />
      </header>
      {trial.ok ? (
        <>
          {trial.problems.map((problem) => (
            <p key={problem} role="alert">
              {problem}
            </p>
          ))}
          <ol>
            {trial.explanation?.steps.map((step) => (
              <Step key={`${step.kind} ${step.name}`} step={step} onShow={() => decision.show(step.name)} />
            ))}
          </ol>
          {trial.explanation?.reasons.map(({ element, place, message }) => (
            <p key={`${element} ${place} ${message}`} data-tone="warn">
              {[element, place].filter((part) => part !== '').join(', ')}: {message}
            </p>
          ))}
        </>
      ) : (
        <p role="alert">{trial.message}</p>
      )}
    </section>
  );
}

function Step({ step, onShow }: { readonly step: ExplainedStep; onShow(): void }) {
  const text = useText();
  return (
    <li data-kind={step.kind}>
      <Icon name={step.kind === 'input' ? 'login' : step.kind === 'call' ? 'code' : 'gavel'} size={14} />
      {step.tables.length === 0 ? (
        <bdi>{step.name}</bdi>
      ) : (
        <button type="button" className="studio-link" onClick={onShow}>
          <bdi>{step.name}</bdi>
        </button>
      )}
      <code dir="ltr">{shown(step.value)}</code>
      {step.tables.flatMap(({ matched, fired, isDefault }) =>
        isDefault
          ? [<small key="default">{text('studio.byDefault', 'no rule matches, the default applies')}</small>]
          : matched
              .filter(({ rule }) => fired.includes(rule))
              .map(({ rule, id, description }) => (
                <small key={rule}>
                  {text('studio.byRule', 'by rule {rule}', { rule: id ?? String(rule) })} <bdi>{description}</bdi>
                </small>
              )),
      )}
    </li>
  );
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
