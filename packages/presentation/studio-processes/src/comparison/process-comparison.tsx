import '../studio-processes.css';
import { useText } from '@plinth/component-kit';
import { type DrawnComparison, StateMessage } from '@plinth/studio-frame';
import { useMemo } from 'react';
import { ReadDiagram } from '../diagram/read-diagram.tsx';
import { type DrawnProcess, drawnProcess, isDrawn } from '../drawing/drawn-process.ts';
import { comparedProcess, type ElementBecame } from './compared-process.ts';

/** A process of two definitions in one diagram, each element with what became of it. */
export function ProcessComparison({ before, after, artefact, changes, current, onChoose }: DrawnComparison) {
  const text = useText();
  const compared = useMemo(
    () => comparedProcess(drawnOrNull(drawnProcess(before, artefact)), drawnOrNull(drawnProcess(after, artefact)), changes),
    [before, after, artefact, changes],
  );
  const marks = useMemo(() => {
    const words: Readonly<Record<ElementBecame, string>> = {
      added: text('studio.added', 'Added'),
      changed: text('studio.changed', 'Changed'),
      moved: text('studio.bpmn.moved', 'Moved'),
      removed: text('studio.removed', 'Removed'),
    };
    const became = [...(compared?.became ?? [])].map(
      ([id, kind]) => [id, { kind: kind === 'moved' ? ('changed' as const) : kind, words: words[kind] }] as const,
    );
    return { changes: new Map(became) };
  }, [compared, text]);
  if (compared === null)
    return <StateMessage icon="alert-triangle" title={text('studio.bpmn.cannotDraw', 'This process cannot be drawn')} />;
  return (
    <ReadDiagram
      drawn={compared.drawn}
      label={text('studio.bpmn.diagram', 'Diagram of the process')}
      marks={marks}
      selected={current}
      onSelect={(id) => {
        if (changes.has(id)) onChoose(id);
      }}
    />
  );
}

function drawnOrNull(drawn: ReturnType<typeof drawnProcess>): DrawnProcess | null {
  return drawn !== null && isDrawn(drawn) ? drawn : null;
}
