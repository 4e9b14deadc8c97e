import { listBranches, listVersions } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { ToolButton, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useId } from 'react';
import { type CompareEnd, endWords, readEnd, writeEnd } from './compare-end.ts';

interface CompareBarProps {
  readonly from: CompareEnd;
  readonly to: CompareEnd;
  onChoose(from: CompareEnd, to: CompareEnd): void;
}

/** Which two are compared: now, versions, branches, and the steps that one came from. */
export function CompareBar({ from, to, onChoose }: CompareBarProps) {
  const text = useText();
  const { client, tenant, application, branch } = useWork();
  const load = useCallback(
    async (signal: AbortSignal): Promise<readonly CompareEnd[]> => {
      const at = { tenant, application };
      const [versions, branches] = await Promise.all([
        client.call(listVersions, at, {}, { signal }),
        client.call(listBranches, at, {}, { signal }),
      ]);
      return [
        ...versions.items.map(({ version }): CompareEnd => ({ kind: 'version', version })),
        ...branches.items.flatMap(({ key }): CompareEnd[] => (key === branch ? [] : [{ kind: 'branch', branch: key }])),
      ];
    },
    [client, tenant, application, branch],
  );
  const [loaded] = useLoaded(load);
  const ends = [{ kind: 'now' } as const, ...(loaded.state === 'ready' ? loaded.value : [])];
  return (
    <>
      <EndChoice label={text('studio.compareFrom', 'Compare')} chosen={from} ends={ends} onChoose={(end) => onChoose(end, to)} />
      <EndChoice label={text('studio.compareTo', 'with')} chosen={to} ends={ends} onChoose={(end) => onChoose(from, end)} />
      <ToolButton icon="switch-horizontal" label={text('studio.swapEnds', 'Swap')} onClick={() => onChoose(to, from)} />
    </>
  );
}

interface EndChoiceProps {
  readonly label: string;
  readonly chosen: CompareEnd;
  readonly ends: readonly CompareEnd[];
  onChoose(end: CompareEnd): void;
}

function EndChoice({ label, chosen, ends, onChoose }: EndChoiceProps) {
  const text = useText();
  const format = useFormat();
  const id = useId();
  const value = writeEnd(chosen);
  const offered = ends.some((end) => writeEnd(end) === value) ? ends : [chosen, ...ends];
  return (
    <span className="lifecycle-end">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const end = readEnd(currentTarget.value);
          if (end !== null) onChoose(end);
        }}
      >
        {offered.map((end) => (
          <option key={writeEnd(end)} value={writeEnd(end)}>
            {endWords(end, text, format)}
          </option>
        ))}
      </select>
    </span>
  );
}
