import { useText } from '@plinth/component-kit';
import { ToolButton } from '../parts/tool-button.tsx';
import { HistoryList } from './history-list.tsx';
import { ProblemList } from './problem-list.tsx';

export type DrawerTab = 'problems' | 'history';

interface BottomDrawerProps {
  readonly tab: DrawerTab;
  readonly problems: number;
  onTab(tab: DrawerTab): void;
  onClose(): void;
}

/** Problems and history, below the work. */
export function BottomDrawer({ tab, problems, onTab, onClose }: BottomDrawerProps) {
  const text = useText();
  const tabs = [
    { key: 'problems', label: text('studio.problems', 'Problems'), count: problems },
    { key: 'history', label: text('studio.history', 'History'), count: null },
  ] as const;
  return (
    <div className="studio-drawer">
      <div className="studio-drawer-head">
        {tabs.map(({ key, label, count }) => (
          <button key={key} type="button" className="studio-tab" aria-pressed={key === tab} onClick={() => onTab(key)}>
            {label}
            {count === null ? null : <small>{count}</small>}
          </button>
        ))}
        <span className="studio-grow" />
        <ToolButton icon="x" label={text('studio.closeDrawer', 'Close')} onClick={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className="studio-drawer-body" tabIndex={0}>
        {tab === 'problems' ? <ProblemList /> : <HistoryList />}
      </div>
    </div>
  );
}
