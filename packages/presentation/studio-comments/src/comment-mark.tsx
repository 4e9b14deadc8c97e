import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useWork } from '@plinth/studio-frame';
import { commentsOf } from './comment-store.ts';
import './studio-comments.css';

interface CommentMarkProps {
  readonly record: string;
  /** Whether Tab reaches it; where many stand beside each other, what they lead to is reached otherwise. */
  readonly reached?: boolean;
}

/** How many open threads there are about a record; leads to them. Nothing where there are none. */
export function CommentMark({ record, reached = true }: CommentMarkProps) {
  const text = useText();
  const work = useWork();
  const count = useCommented().get(record) ?? 0;
  if (count === 0) return null;
  const label = text('studio.commentCount', '{count, plural, one {# comment} other {# comments}}', { count });
  return (
    <button
      type="button"
      className="studio-comment-mark"
      title={label}
      aria-label={label}
      tabIndex={reached ? undefined : -1}
      onClick={() => work.openTool('comments', record)}
    >
      <Icon name="message-circle" size={13} />
      {count}
    </button>
  );
}

const none: ReadonlyMap<string, number> = new Map();

/** How many open threads there are about each record that has any. */
export function useCommented(): ReadonlyMap<string, number> {
  return useSignalValue(commentsOf(useWork()).commented) ?? none;
}
