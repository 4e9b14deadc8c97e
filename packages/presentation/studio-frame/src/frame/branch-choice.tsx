import { listBranches } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { useLoaded } from '@plinth/web-shell';
import { memo, useCallback } from 'react';
import { useWork } from '../work/use-work.ts';

const manage = '/';

/** Which branch is open, and the way to another one. */
export const BranchChoice = memo(function BranchChoice() {
  const text = useText();
  const { client, tenant, application, branch, tools, openBranch, openTool } = useWork();
  const load = useCallback(
    (signal: AbortSignal) => client.call(listBranches, { tenant, application }, {}, { signal }),
    [client, tenant, application],
  );
  const [loaded, again] = useLoaded(load);
  const known = loaded.state === 'ready' ? loaded.value.items : [];
  const keys = known.some(({ key }) => key === branch) ? known.map(({ key }) => key) : [branch, ...known.map(({ key }) => key)];
  const drafts = new Set(known.filter((each) => each.private).map(({ key }) => key));
  return (
    <span className="studio-pill studio-branch">
      <Icon name={drafts.has(branch) ? 'lock' : 'git-branch'} size={13} />
      <select
        aria-label={text('studio.branch', 'Branch')}
        value={branch}
        onFocus={again}
        onChange={({ currentTarget: { value } }) => (value === manage ? openTool('branches') : openBranch(value))}
      >
        {keys.map((key) => (
          <option key={key} value={key}>
            {drafts.has(key) ? text('studio.draftOf', '{key} (only you)', { key }) : key}
          </option>
        ))}
        {tools.some(({ key }) => key === 'branches') ? (
          <option value={manage}>{text('studio.manageBranches', 'New branch, compare, merge …')}</option>
        ) : null}
      </select>
    </span>
  );
});
