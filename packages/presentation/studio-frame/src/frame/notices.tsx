import { Button } from '@mantine/core';
import { useLanguage, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { memo, useEffect } from 'react';
import { ToolButton } from '../parts/tool-button.tsx';
import { stepWords } from '../work/step-words.ts';
import { useWork } from '../work/use-work.ts';
import { MentionNotices } from './mention-notices.tsx';
import { OverwrittenNotices } from './overwritten-notices.tsx';
import { SignInAgain } from './sign-in-again.tsx';

const shownFor = 6000;

/** What was just said, and until the person has answered each, what the server refused and what others replaced. */
export const Notices = memo(function Notices() {
  const text = useText();
  const { session, saying } = useWork();
  const language = useLanguage();
  const refused = useSignalValue(session.refused);
  const said = useSignalValue(saying);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => {
      saying.value = null;
    }, shownFor);
    return () => clearTimeout(timer);
  }, [said, saying]);
  return (
    <div className="studio-notices" aria-live="polite">
      <SignInAgain />
      <MentionNotices />
      <OverwrittenNotices />
      {refused.map((one) => (
        <div key={one.action.id} className="studio-notice" data-tone="bad">
          <div>
            <strong>
              {text('studio.refused', 'Not done: {step}', {
                step: stepWords(language, session.store.definition, { intent: one.action.intent, body: one.action, isInverse: false }),
              })}
            </strong>
            <p>{one.refusal.message}</p>
          </div>
          {one.restore === null ? null : (
            <Button size="xs" variant="default" onClick={() => session.answer(one, 'restore')}>
              {text('studio.restore', 'Restore and do it')}
            </Button>
          )}
          <ToolButton icon="x" label={text('page.dismiss', 'Dismiss')} onClick={() => session.answer(one, 'dismiss')} />
        </div>
      ))}
      {said === null ? null : (
        <div className="studio-notice" data-tone={said.tone}>
          <div>
            <strong>{said.message}</strong>
            {said.hint === undefined ? null : <p>{said.hint}</p>}
          </div>
          <ToolButton
            icon="x"
            label={text('page.dismiss', 'Dismiss')}
            onClick={() => {
              saying.value = null;
            }}
          />
        </div>
      )}
    </div>
  );
});
