import { NativeSelect } from '@mantine/core';
import type { Comment } from '@plinth/api-contract';
import { appId } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { StateMessage, useDefinition, useWork } from '@plinth/studio-frame';
import { useEffect, useState } from 'react';
import { commentsOf } from './comment-store.ts';
import { Composer } from './composer.tsx';
import { mentionsIn } from './mentions.ts';
import { labelOf } from './record-place.ts';
import './studio-comments.css';
import { ThreadCard } from './thread-card.tsx';

/** What was said about the application. `rest` begins with the record that a new comment is about. */
export function CommentScreen({ rest: [named] }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const store = commentsOf(work);
  const open = useSignalValue(store.open);
  const problem = useSignalValue(store.problem);
  const colleagues = useSignalValue(store.colleagues);
  const [shown, setShown] = useState<'open' | 'resolved'>('open');
  const [about, setAbout] = useState(named ?? appId);
  useEffect(() => setAbout(named ?? appId), [named]);
  const resolved = useResolved(shown === 'resolved', open);
  const comments = shown === 'open' ? open : resolved;
  const subjects = [
    { value: appId, label: text('studio.wholeApplication', 'The whole application') },
    ...work.views.flatMap((view) => view.list(definition).map(({ id, label }) => ({ value: id, label }))),
  ];
  const other = subjects.some(({ value }) => value === about) ? [] : [{ value: about, label: labelOf(definition, about, text) ?? about }];
  const threads = (comments ?? []).filter(({ thread }) => thread === null);
  return (
    <main className="studio-work">
      <div className="studio-comments">
        <header>
          <h1>{text('studio.tool.comments', 'Comments')}</h1>
          <nav aria-label={text('studio.whichComments', 'Which comments')}>
            <button type="button" className="studio-tab" aria-pressed={shown === 'open'} onClick={() => setShown('open')}>
              {text('studio.openComments', 'Open')}
            </button>
            <button type="button" className="studio-tab" aria-pressed={shown === 'resolved'} onClick={() => setShown('resolved')}>
              {text('studio.resolvedComments', 'Resolved')}
            </button>
          </nav>
        </header>
        {problem === null ? null : (
          <p className="studio-comments-problem" role="alert">
            {problem.message}{' '}
            <button type="button" className="studio-link" onClick={() => store.again()}>
              {text('page.retry', 'Try again')}
            </button>
          </p>
        )}
        {shown === 'open' ? (
          <section className="studio-comment-new" aria-label={text('studio.newComment', 'New comment')}>
            <NativeSelect
              label={text('studio.commentAbout', 'About')}
              size="xs"
              data={[...other, ...subjects]}
              value={about}
              onChange={(event) => setAbout(event.currentTarget.value)}
            />
            <Composer
              label={text('studio.writeComment', 'Write a comment; @ mentions somebody')}
              action={text('studio.comment', 'Comment')}
              colleagues={colleagues}
              onWrite={(written) => store.write({ record: about, thread: null, text: written, mentions: mentionsIn(written, colleagues) })}
            />
          </section>
        ) : null}
        {comments === null ? (
          problem === null ? (
            <div className="studio-waiting" aria-busy="true" />
          ) : null
        ) : threads.length === 0 ? (
          <StateMessage
            icon="message-circle"
            title={shown === 'open' ? text('studio.noComments', 'Nothing is open') : text('studio.noResolved', 'Nothing was resolved yet')}
          >
            {text(
              'studio.noCommentsHelp',
              'Comments are about a page, a component, or anything else that is built. Everybody who builds sees them.',
            )}
          </StateMessage>
        ) : (
          <ul className="studio-threads">
            {threads.map((first) => (
              <ThreadCard
                key={first.id}
                first={first}
                answers={(comments ?? []).filter(({ thread }) => thread === first.id)}
                current={first.record === named}
                onChanged={() => setShown('open')}
              />
            ))}
          </ul>
        )}
      </div>
    </main>
  );
}

/** The resolved threads while they are shown, asked for again whenever the open ones change. */
function useResolved(wanted: boolean, open: readonly Comment[] | null): readonly Comment[] | null {
  const store = commentsOf(useWork());
  const [resolved, setResolved] = useState<readonly Comment[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open changes with what is resolved
  useEffect(() => {
    if (!wanted) return;
    const asking = new AbortController();
    store.resolved(asking.signal).then(
      (found) => asking.signal.aborted || setResolved(found),
      () => asking.signal.aborted || store.again(),
    );
    return () => asking.abort();
  }, [wanted, open, store]);
  return resolved;
}
