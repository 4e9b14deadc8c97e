import type { Definition } from '@plinth/app-definition';
import { useFormat, useText } from '@plinth/component-kit';
import { StateMessage, useDefinition, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { Comparison } from '../changes/comparison.tsx';
import { useRestore } from '../changes/restore.ts';
import { type CompareEnd, definitionAt, endWords, readEnd, writeEnd } from './compare-end.ts';

interface CompareEndsProps {
  readonly from: CompareEnd;
  readonly to: CompareEnd;
}

interface Read {
  readonly from: CompareEnd;
  readonly to: CompareEnd;
  readonly before: Definition;
  readonly after: Definition;
}

/** What differs from one end to the other; what was can be brought back. While others are read, the former two stay. */
export function CompareEnds({ from, to }: CompareEndsProps) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const now = useDefinition();
  const [first, last] = [writeEnd(from), writeEnd(to)];
  const load = useCallback(
    async (signal: AbortSignal): Promise<Read> => {
      const ends = { from: readEnd(first) ?? { kind: 'now' }, to: readEnd(last) ?? { kind: 'now' } } as const;
      const [before, after] = await Promise.all([definitionAt(work, ends.from, signal), definitionAt(work, ends.to, signal)]);
      return { ...ends, before, after };
    },
    [work, first, last],
  );
  const [loaded, again] = useLoaded(load);
  const [kept, setKept] = useState<Read | null>(null);
  if (loaded.state === 'ready' && loaded.value !== kept) setKept(loaded.value);
  const point = endWords(kept?.from ?? from, text, format);
  const restore = useRestore(point);
  if (loaded.state === 'failed') {
    return (
      <StateMessage icon="alert-circle" title={loaded.error.message} action={text('page.retry', 'Try again')} onAction={again}>
        {loaded.error.hint}
      </StateMessage>
    );
  }
  if (kept === null) return <div className="studio-waiting" aria-busy="true" />;
  return (
    <Comparison
      before={kept.from.kind === 'now' ? now : kept.before}
      after={kept.to.kind === 'now' ? now : kept.after}
      names={{ before: point, after: endWords(kept.to, text, format) }}
      busy={loaded.state === 'loading'}
      {...(kept.from.kind === 'now' ? {} : { restore })}
    />
  );
}
