import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import type { DrawerTab } from '../drawer/bottom-drawer.tsx';
import { useFromDefinition, useWork } from '../work/use-work.ts';

interface StatusBarProps {
  readonly shown: DrawerTab | null;
  onToggle(tab: DrawerTab): void;
}

/** How the application stands; its parts open the drawer. */
export function StatusBar({ shown, onToggle }: StatusBarProps) {
  const text = useText();
  const work = useWork();
  const problems = useSignalValue(work.problems).length;
  const findings = useSignalValue(work.findings).length;
  const people = useSignalValue(work.session.people).length;
  const records = useFromDefinition((definition) => definition.records.size);
  return (
    <footer className="studio-status">
      <button
        type="button"
        aria-expanded={shown === 'problems'}
        data-tone={problems > 0 ? 'bad' : undefined}
        onClick={() => onToggle('problems')}
      >
        <Icon name={problems > 0 ? 'alert-circle' : 'circle-check'} size={14} />
        {problems === 0
          ? findings === 0
            ? text('studio.noProblems', 'No problems')
            : text('studio.onlyFindings', 'No problems, {count} to look at', { count: findings })
          : text('studio.problemCount', '{count, plural, one {# problem} other {# problems}}', { count: problems })}
      </button>
      <button type="button" aria-expanded={shown === 'history'} onClick={() => onToggle('history')}>
        <Icon name="history" size={14} />
        {text('studio.history', 'History')}
      </button>
      <span className="studio-grow" />
      <span>{text('studio.here', '{count, plural, one {Only you are here} other {# people here}}', { count: people + 1 })}</span>
      <span>{text('studio.recordCount', '{count, plural, one {# record} other {# records}}', { count: records })}</span>
    </footer>
  );
}
