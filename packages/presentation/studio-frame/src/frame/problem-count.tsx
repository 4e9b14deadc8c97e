import { Icon, useFormat, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useWork } from '../work/use-work.ts';

/** How much is wrong, and how much is worth a look; nothing where nothing is. */
export function ProblemCount({ onShow }: { onShow(): void }) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const errors = useSignalValue(work.problems).length;
  const warnings = useSignalValue(work.findings).length;
  if (errors + warnings === 0) return null;
  const label = text('studio.problemSummary', 'Show problems: {errors} to mend, {warnings} to look at', { errors, warnings });
  return (
    <button
      type="button"
      className="studio-tool studio-problem-count"
      data-tone={errors > 0 ? 'bad' : undefined}
      title={label}
      aria-label={label}
      onClick={onShow}
    >
      <Icon name={errors > 0 ? 'alert-circle' : 'alert-triangle'} size={15} />
      <span>{format.number(errors > 0 ? errors : warnings)}</span>
    </button>
  );
}
