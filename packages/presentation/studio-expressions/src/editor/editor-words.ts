import { useText } from '@plinth/component-kit';
import { useMemo } from 'react';
import type { EditorWords } from './expression-editor.ts';

/** What the editor says by itself, in the person's language. */
export function useEditorWords(): EditorWords {
  const say = useText();
  return useMemo(
    () => ({
      inSpreadsheets: say('studio.fromSpreadsheet', 'spreadsheet:'),
      fix: (name) => say('studio.changeTo', 'Change to {name}', { name }),
      phrases: {
        Completions: say('studio.completions', 'What can be written here'),
        Diagnostics: say('studio.expressionProblems', 'What is wrong here'),
        'No diagnostics': say('studio.noExpressionProblems', 'Nothing is wrong here'),
        close: say('studio.closeDrawer', 'Close'),
      },
    }),
    [say],
  );
}
