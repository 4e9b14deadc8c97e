import { useText } from '@plinth/component-kit';
import type { ExpressionFinding, QuickFix } from './expression-finding.ts';

interface ExpressionStatusProps {
  readonly id: string;
  /** Null where nothing is written. */
  readonly finding: ExpressionFinding | null;
  /** What it gives now, where that is known. */
  readonly value: string | null;
  onMend(fix: QuickFix): void;
}

/** What an expression gives, or what is wrong with it and how to mend it. */
export function ExpressionStatus({ id, finding, value, onMend }: ExpressionStatusProps) {
  const say = useText();
  const fix = finding?.ok === false ? finding.findings.find((each) => each.fix !== null)?.fix : undefined;
  return (
    <div className="expression-status">
      <p id={id} role="status">
        {finding === null
          ? say('studio.noExpression', 'Write FEEL, such as state.name.')
          : finding.ok
            ? say('studio.expressionGives', 'gives {type}', { type: finding.type })
            : `${finding.message} ${finding.hint}`}
        {finding?.ok && finding.feel !== null ? (
          <span className="expression-kept">
            {say('studio.keptAs', 'Kept as FEEL:')} <code dir="ltr">{finding.feel.trim()}</code>
          </span>
        ) : null}
      </p>
      {fix === undefined || fix === null ? null : (
        // What has the focus keeps it: leaving the field would keep what is wrong.
        <button type="button" className="expression-fix" onMouseDown={(event) => event.preventDefault()} onClick={() => onMend(fix)}>
          {say('studio.changeTo', 'Change to {name}', { name: fix.text })}
        </button>
      )}
      {value === null ? null : (
        <output className="expression-value" aria-label={say('studio.givesNow', 'Gives now')}>
          <span>{say('studio.now', 'now')}</span> <bdi>{value}</bdi>
        </output>
      )}
    </div>
  );
}
