import { Button } from '@mantine/core';
import { compareBranches, getBranch, mergeBranch } from '@plinth/api-contract';
import { type Definition, diff, type MergeConflict, type MergeDecision } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { StateMessage, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useMemo, useState } from 'react';
import { Comparison } from '../changes/comparison.tsx';
import { definitionIn } from '../compare/compare-end.ts';
import { ConflictList, placeOfConflict } from './conflict-list.tsx';

interface MergeViewProps {
  readonly from: string;
  readonly into: string;
  onMerged(): void;
}

interface Compared {
  readonly before: Definition;
  readonly merged: Definition;
  readonly ours: number;
  readonly theirs: number;
  readonly conflicts: readonly MergeConflict[];
}

/** What merging one branch into another would change, a choice for each conflict, and the merge itself. */
export function MergeView({ from, into, onMerged }: MergeViewProps) {
  const text = useText();
  const { client, tenant, application, branch, session, say } = useWork();
  useSignalValue(session.revision);
  // What is done on the open branch meanwhile is compared again.
  const position = from === branch || into === branch ? session.store.replica.position : 0;
  const [chosen, setChosen] = useState<ReadonlyMap<string, 'ours' | 'theirs'>>(new Map());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the position is what asks for it again
  const load = useCallback(
    async (signal: AbortSignal): Promise<Compared> => {
      await session.store.flush();
      const at = { tenant, application };
      const compared = await client.call(compareBranches, at, { branch: into, from }, { signal });
      const ends = await client.call(getBranch, at, { branch: into, position: compared.ours }, { signal });
      return {
        before: definitionIn(ends.snapshot),
        merged: definitionIn(compared.merged),
        ours: compared.ours,
        theirs: compared.theirs,
        conflicts: compared.conflicts as readonly MergeConflict[],
      };
    },
    [client, tenant, application, from, into, session, position],
  );
  const [loaded, again] = useLoaded(load);
  const compared = loaded.state === 'ready' ? loaded.value : null;
  const isChange = useMemo(() => compared !== null && differs(compared), [compared]);
  if (loaded.state === 'failed') {
    return (
      <StateMessage icon="alert-circle" title={loaded.error.message} action={text('page.retry', 'Try again')} onAction={again}>
        {loaded.error.hint}
      </StateMessage>
    );
  }
  if (compared === null) return <div className="studio-waiting" aria-busy="true" />;
  const { conflicts, ours, theirs } = compared;
  const decisions = conflicts.flatMap(({ record, path }): MergeDecision[] => {
    const take = chosen.get(placeOfConflict({ record, path }));
    return take === undefined ? [] : [{ record, path, take }];
  });
  const open = conflicts.length - decisions.length;
  const merge = async () => {
    setBusy(true);
    setError(null);
    try {
      const sent = decisions.map((decision) => ({ ...decision, path: [...decision.path] }));
      await client.call(mergeBranch, { tenant, application }, { branch: into, from, ours, theirs, decisions: sent });
      say({ message: text('studio.merged', '{from} is merged into {into}.', { from, into }), tone: 'info' });
      setChosen(new Map());
      again();
      onMerged();
    } catch (thrown) {
      const refused = asPlinthError(thrown);
      setError(refused);
      if (refused.code === 'repository.moved-on') again();
    }
    setBusy(false);
  };
  if (!isChange && conflicts.length === 0) {
    return (
      <StateMessage icon="circle-check" title={text('studio.nothingToMerge', 'There is nothing to merge')}>
        {text('studio.nothingToMergeHelp', '{into} has everything that is on {from}.', { from, into })}
      </StateMessage>
    );
  }
  return (
    <div className="lifecycle-merge">
      {conflicts.length === 0 ? null : (
        <ConflictList
          {...{ conflicts, chosen, from, into }}
          definition={compared.merged}
          before={compared.before}
          onChoose={(place, take) => setChosen((before) => new Map([...before, [place, take]]))}
        />
      )}
      {isChange ? (
        <section className="lifecycle-merged" aria-label={text('studio.mergeChanges', 'What {into} gets', { into })}>
          <h3 className="lifecycle-title">{text('studio.mergeChanges', 'What {into} gets', { into })}</h3>
          <Comparison
            before={compared.before}
            after={compared.merged}
            names={{
              before: text('studio.beforeMerge', '{into} now', { into }),
              after: text('studio.afterMerge', '{into} merged', { into }),
            }}
          />
        </section>
      ) : null}
      <footer className="lifecycle-foot">
        {error === null ? null : (
          <p role="alert" className="lifecycle-error">
            <Icon name="alert-circle" size={14} /> {error.message} {error.hint}
          </p>
        )}
        <span className="studio-grow" />
        <span role="status">
          {open === 0
            ? ''
            : text('studio.conflictsOpen', '{open, plural, one {# conflict is open} other {# conflicts are open}}', { open })}
        </span>
        <Button loading={busy} disabled={open > 0} onClick={() => void merge()}>
          {text('studio.merge', 'Merge into {into}', { into })}
        </Button>
      </footer>
    </div>
  );
}

function differs({ before, merged }: Compared): boolean {
  const { added, updated, removed } = diff(before, merged);
  return added.length + updated.length + removed.length > 0;
}
