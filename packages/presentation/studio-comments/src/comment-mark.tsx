import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useWork } from '@plinth/studio-frame';
import { commentsOf } from './comment-store.ts';
import './studio-comments.css';

/** How many open threads there are about a record; leads to them. Nothing where there are none. */
export function CommentMark({ record }: { readonly record: string }) {
  const text = useText();
  const work = useWork();
  const count = (useSignalValue(commentsOf(work).open) ?? []).filter(
    (comment) => comment.thread === null && comment.record === record,
  ).length;
  if (count === 0) return null;
  const label = text('studio.commentCount', '{count, plural, one {# comment} other {# comments}}', { count });
  return (
    <button
      type="button"
      className="studio-comment-mark"
      title={label}
      aria-label={label}
      onClick={() => work.openTool('comments', record)}
    >
      <Icon name="message-circle" size={13} />
      {count}
    </button>
  );
}
