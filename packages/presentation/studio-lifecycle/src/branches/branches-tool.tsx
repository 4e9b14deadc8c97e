import '../studio-lifecycle.css';
import { Button } from '@mantine/core';
import { type Branch, deleteBranch, listBranches } from '@plinth/api-contract';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { mainBranch, PanelSection, StateMessage, StudioDialog, ToolButton, useAttempt, useWork, WorkArea } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { MergeView } from './merge-view.tsx';
import { NewBranch } from './new-branch.tsx';
import { PreviewLinks } from './preview-links.tsx';

/** The branches of the application: another one, and one merged into another. The first of `rest` is the branch that is looked at. */
export function BranchesTool({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const format = useFormat();
  const { client, tenant, application, branch, openTool } = useWork();
  const [making, setMaking] = useState(false);
  const load = useCallback(
    (signal: AbortSignal) => client.call(listBranches, { tenant, application }, {}, { signal }),
    [client, tenant, application],
  );
  const [loaded, again] = useLoaded(load);
  const known = loaded.state === 'ready' ? loaded.value.items : [];
  const shown = known.find(({ key }) => key === (rest[0] ?? branch));
  const side = (
    <PanelSection
      name="branches"
      title={text('studio.tool.branches', 'Branches')}
      grow
      actions={<ToolButton icon="plus" label={text('studio.newBranch', 'New branch')} onClick={() => setMaking(true)} />}
    >
      <ul className="studio-artefacts" aria-busy={loaded.state === 'loading' || undefined}>
        {known.map((each) => (
          <li key={each.key}>
            <button type="button" aria-current={each === shown ? 'page' : undefined} onClick={() => openTool('branches', each.key)}>
              <Icon name={each.private ? 'lock' : 'git-branch'} size={14} />
              <bdi>{each.key}</bdi>
              <small>{each.key === branch ? text('studio.openHere', 'open') : format.relative(each.changedAt ?? each.createdAt)}</small>
            </button>
          </li>
        ))}
      </ul>
      {loaded.state === 'failed' ? (
        <p className="studio-none">
          {loaded.error.message}{' '}
          <button type="button" className="studio-link" onClick={again}>
            {text('page.retry', 'Try again')}
          </button>
        </p>
      ) : null}
    </PanelSection>
  );
  return (
    <WorkArea side={side}>
      {loaded.state === 'loading' ? (
        <div className="studio-waiting" aria-busy="true" />
      ) : shown === undefined ? (
        <StateMessage icon="git-branch" title={text('studio.noSuchBranch', 'This branch is not there')}>
          {text('studio.noSuchBranchHelp', 'It may have been deleted. Choose another one in the left panel.')}
        </StateMessage>
      ) : (
        <OneBranch key={shown.key} shown={shown} known={known} onChanged={again} onNew={() => setMaking(true)} />
      )}
      <NewBranch opened={making} from={shown?.key ?? branch} onClose={() => setMaking(false)} />
    </WorkArea>
  );
}

interface OneBranchProps {
  readonly shown: Branch;
  readonly known: readonly Branch[];
  onChanged(): void;
  onNew(): void;
}

function OneBranch({ shown, known, onChanged, onNew }: OneBranchProps) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const attempt = useAttempt();
  const { client, tenant, application, branch } = work;
  const { key } = shown;
  const others = known.filter((each) => each.key !== key);
  const [asking, setAsking] = useState(false);
  const [into, setInto] = useState(branch === key ? (others[0]?.key ?? '') : branch);
  const remove = async () => {
    setAsking(false);
    const isDeleted = await attempt(() => client.call(deleteBranch, { tenant, application }, { branch: key }));
    if (!isDeleted) return;
    if (key === branch) work.openBranch(mainBranch);
    else work.openTool('branches');
    onChanged();
  };
  return (
    <div className="lifecycle-page">
      <header className="lifecycle-head">
        <h2>
          <bdi>{key}</bdi>
        </h2>
        <small>
          {shown.private ? `${text('studio.onlyYou', 'Only you see it')} · ` : ''}
          {text('studio.branchMade', 'made {when}', { when: format.date(shown.createdAt) })}
          {shown.forkedFrom === null ? '' : ` · ${text('studio.branchOfVersion', 'from version {version}', { version: shown.forkedFrom })}`}
        </small>
        <span className="studio-grow" />
        <PreviewLinks branch={key} position={shown.position} />
        {key === branch ? null : (
          <Button size="xs" variant="default" onClick={() => work.openBranch(key)}>
            {text('studio.openBranch', 'Open')}
          </Button>
        )}
        {key === mainBranch ? null : (
          <Button size="xs" variant="default" color="red" onClick={() => setAsking(true)}>
            {text('studio.deleteBranch', 'Delete')}
          </Button>
        )}
      </header>
      {others.length === 0 ? (
        <StateMessage
          icon="git-branch"
          title={text('studio.onlyBranch', 'This is the only branch')}
          action={text('studio.newBranch', 'New branch')}
          onAction={onNew}
        >
          {text(
            'studio.onlyBranchHelp',
            'On a branch of its own, something large can grow without being in the way of the others, and is merged when it is done.',
          )}
        </StateMessage>
      ) : (
        <>
          <div className="lifecycle-merge-bar">
            <label htmlFor="merge-into">{text('studio.mergeInto', 'Merge {key} into', { key })}</label>
            <select id="merge-into" value={into} onChange={({ currentTarget }) => setInto(currentTarget.value)}>
              {others.map((other) => (
                <option key={other.key}>{other.key}</option>
              ))}
            </select>
          </div>
          <MergeView key={into} from={key} into={into} onMerged={onChanged} />
        </>
      )}
      <StudioDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={text('studio.deleteBranchTitle', 'Delete the branch {key}?', { key })}
      >
        <div className="studio-form">
          <p>{text('studio.deleteBranchHelp', 'What was not merged is no longer found. Versions made of it stay.')}</p>
          <Button color="red" onClick={() => void remove()} data-autofocus>
            {text('studio.deleteBranch', 'Delete')}
          </Button>
        </div>
      </StudioDialog>
    </div>
  );
}
