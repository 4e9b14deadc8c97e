import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { follow } from '@plinth/web-shell';
import { PublishButton } from '../publish/publish-button.tsx';
import { useWork } from '../work/use-work.ts';
import { BranchChoice } from './branch-choice.tsx';
import { Colours } from './colours.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { People } from './people.tsx';
import { ProblemCount } from './problem-count.tsx';
import { SaveState } from './save-state.tsx';
import { UndoRedo } from './undo-redo.tsx';

interface TopBarProps {
  readonly label: string;
  onUndo(): void;
  onRedo(): void;
  onPalette(): void;
  onProblems(): void;
}

/** Which application, who is here, what can be taken back, and the way to its people. */
export function TopBar({ label, onUndo, onRedo, onPalette, onProblems }: TopBarProps) {
  const text = useText();
  const work = useWork();
  const home = `/studio/${encodeURIComponent(work.tenant)}`;
  const release = useSignalValue(work.release);
  const preview = `/apps/${[work.tenant, work.environment, work.application].map(encodeURIComponent).join('/')}`;
  return (
    <header className="studio-top">
      <a className="studio-mark" href={home} onClick={follow} aria-label={text('studio.allApplications', 'All applications')}>
        <Icon name="stack-2" size={18} />
      </a>
      <h1 className="studio-application" title={label}>
        <bdi>{label}</bdi>
      </h1>
      <BranchChoice />
      <SaveState />
      <span className="studio-grow" />
      <button type="button" className="studio-find" onClick={onPalette}>
        <Icon name="search" size={14} />
        <span>{text('studio.find', 'Find anything')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className="studio-grow" />
      <People />
      <UndoRedo onUndo={onUndo} onRedo={onRedo} />
      <span className="studio-own">
        <LanguageChoice />
        <Colours />
      </span>
      <ProblemCount onShow={onProblems} />
      {release === null ? null : (
        <a
          className="studio-tool studio-preview"
          href={preview}
          target="_blank"
          rel="noreferrer"
          title={text('studio.previewOf', 'Version {version} in {environment}', {
            version: release.version,
            environment: work.environment,
          })}
        >
          <Icon name="player-play" size={15} />
          <span>{text('studio.preview', 'Preview')}</span>
        </a>
      )}
      <PublishButton />
    </header>
  );
}
