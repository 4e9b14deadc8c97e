import { Button, Modal } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { type ReadonlySignal, signal } from '@preact/signals-core';
import { useEffect, useState } from 'react';
import type { Notice, PageHost, Question } from '../runtime/page-host.ts';
import { useSignalValue } from './use-signal-value.ts';

interface ShownNotice extends Notice {
  readonly number: number;
}

interface AskedQuestion extends Question {
  answer(agreed: boolean): void;
}

/** What pages say and ask, kept until it is shown by {@link InteractionsView}. */
export interface Interactions extends Pick<PageHost, 'notify' | 'confirm'> {
  readonly notices: ReadonlySignal<readonly ShownNotice[]>;
  readonly question: ReadonlySignal<AskedQuestion | null>;
  dismiss(number: number): void;
}

const mostNotices = 4;

export function createInteractions(): Interactions {
  const notices = signal<readonly ShownNotice[]>([]);
  const question = signal<AskedQuestion | null>(null);
  let last = 0;
  return {
    notices,
    question,
    notify(notice) {
      last += 1;
      notices.value = [...notices.value, { ...notice, number: last }].slice(-mostNotices);
    },
    confirm: (asked) =>
      new Promise((resolve) => {
        question.value?.answer(false);
        question.value = {
          ...asked,
          answer(agreed) {
            question.value = null;
            resolve(agreed);
          },
        };
      }),
    dismiss(number) {
      notices.value = notices.value.filter((notice) => notice.number !== number);
    },
  };
}

/** The notices and the question of the moment. Notices are told to screen readers; the question takes the focus. */
export function InteractionsView({ interactions }: { readonly interactions: Interactions }) {
  const notices = useSignalValue(interactions.notices);
  const question = useSignalValue(interactions.question);
  return (
    <>
      <div className="plinth-notices" role="status" aria-live="polite">
        {notices.map((notice) => (
          <NoticeView key={notice.number} notice={notice} onDone={() => interactions.dismiss(notice.number)} />
        ))}
      </div>
      {question === null ? null : <QuestionView question={question} />}
    </>
  );
}

const icons = { info: 'info-circle', success: 'circle-check', warning: 'alert-triangle', error: 'alert-circle' } as const;
const shownFor = 6000;

function NoticeView({ notice, onDone }: { readonly notice: ShownNotice; readonly onDone: () => void }) {
  const text = useText();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    // An error stays until it was read: nobody should lose the reason why something failed.
    if (held || notice.tone === 'error') return;
    const timer = setTimeout(onDone, shownFor);
    return () => clearTimeout(timer);
  }, [held, notice, onDone]);
  return (
    <div className="plinth-notice" data-tone={notice.tone} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}>
      <Icon name={icons[notice.tone]} size={18} />
      <div className="plinth-notice-words">
        <span>{notice.message}</span>
        {notice.hint ? <span className="plinth-notice-hint">{notice.hint}</span> : null}
      </div>
      <button type="button" aria-label={text('page.dismiss', 'Dismiss')} onClick={onDone}>
        <Icon name="x" size={14} />
      </button>
    </div>
  );
}

function QuestionView({ question }: { readonly question: AskedQuestion }) {
  const text = useText();
  const grave = question.tone === 'error' || question.tone === 'warning';
  return (
    <Modal
      opened
      centered
      size="sm"
      classNames={{ inner: 'plinth-question-place' }}
      title={question.title || text('page.confirmTitle', 'Are you sure?')}
      withCloseButton={false}
      onClose={() => question.answer(false)}
    >
      <div className="plinth-question-words">{question.message}</div>
      <div className="plinth-question-buttons">
        <Button variant="default" data-autofocus={grave || undefined} onClick={() => question.answer(false)}>
          {text('page.cancel', 'Cancel')}
        </Button>
        <Button
          color={question.tone === 'error' ? 'red' : 'accent'}
          data-autofocus={grave ? undefined : true}
          onClick={() => question.answer(true)}
        >
          {question.agree || text('page.agree', 'Continue')}
        </Button>
      </div>
    </Modal>
  );
}
