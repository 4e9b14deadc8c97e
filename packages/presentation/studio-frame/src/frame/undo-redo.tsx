import { useLanguage, useText } from '@plinth/component-kit';
import { useSyncExternalStore } from 'react';
import { ToolButton } from '../parts/tool-button.tsx';
import { nextWords } from '../work/step-words.ts';
import { useAfterPaint, useWork } from '../work/use-work.ts';

interface UndoRedoProps {
  onUndo(): void;
  onRedo(): void;
}

/** What can be taken back and done again next, by name; drawn again only when it is called otherwise. */
export function UndoRedo({ onUndo, onRedo }: UndoRedoProps) {
  const text = useText();
  const undo = useNextWords('undo');
  const redo = useNextWords('redo');
  return (
    <>
      <ToolButton
        icon="arrow-back-up"
        label={undo === null ? text('studio.nothingToUndo', 'Nothing to undo') : text('studio.undo', 'Undo: {step}', { step: undo })}
        disabled={undo === null}
        onClick={onUndo}
      />
      <ToolButton
        icon="arrow-forward-up"
        label={redo === null ? text('studio.nothingToRedo', 'Nothing to redo') : text('studio.redo', 'Redo: {step}', { step: redo })}
        disabled={redo === null}
        onClick={onRedo}
      />
    </>
  );
}

function useNextWords(which: 'undo' | 'redo'): string | null {
  const { session } = useWork();
  const language = useLanguage();
  return useSyncExternalStore(useAfterPaint(), () => nextWords(language, session.store.replica, session.store.definition, which));
}
