import { Button } from '@mantine/core';
import type { Overwritten } from '@plinth/app-definition';
import { useLanguage, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { ToolButton } from '../parts/tool-button.tsx';
import { stepWords } from '../work/step-words.ts';
import { useWork } from '../work/use-work.ts';

/** Own values that somebody replaced who had not seen them: one notice for each step of one's own. */
export function OverwrittenNotices() {
  const text = useText();
  const language = useLanguage();
  const { session } = useWork();
  const people = useSignalValue(session.people);
  const steps = Map.groupBy(useSignalValue(session.overwritten), ({ lost }) => lost);
  return [...steps].map(([lost, parts]) => (
    <div key={lost} className="studio-notice">
      <div>
        <strong>
          {text('studio.overwritten', '{name} changed the same: {step}', {
            name: people.find(({ memberId }) => memberId === parts[0]?.by)?.name ?? text('studio.somebody', 'Another member'),
            step: stepOf(parts),
          })}
        </strong>
        <p>{text('studio.overwrittenHelp', 'You both did it at the same moment. What came later stands.')}</p>
      </div>
      {parts.every(({ restore }) => restore === undefined) ? null : (
        <Button size="xs" variant="default" onClick={() => session.settle(parts, 'restore')}>
          {text('studio.putBack', 'Put mine back')}
        </Button>
      )}
      <ToolButton icon="x" label={text('page.dismiss', 'Dismiss')} onClick={() => session.settle(parts, 'dismiss')} />
    </div>
  ));

  function stepOf(parts: readonly Overwritten[]): string {
    const actions = parts.flatMap(({ restore }) => restore ?? []);
    const body = { type: 'BATCH', payload: { actions } } as const;
    return stepWords(language, session.store.definition, { intent: parts[0]?.intent ?? '', body, isInverse: false });
  }
}
