import type { Comment } from '@plinth/api-contract';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { ToolButton, useDefinition, useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import { commentsOf } from './comment-store.ts';
import { Composer } from './composer.tsx';
import { mentionsIn, piecesOf } from './mentions.ts';
import { artefactOf, labelOf } from './record-place.ts';

interface ThreadCardProps {
  readonly first: Comment;
  readonly answers: readonly Comment[];
  /** Whether it is about the record that the address names. */
  readonly current: boolean;
  readonly onChanged: () => void;
}

/** One thread: what it is about, what was said, and an answer. */
export function ThreadCard({ first, answers, current, onChanged }: ThreadCardProps) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const store = commentsOf(work);
  const colleagues = useSignalValue(store.colleagues);
  const { record, resolved } = first;
  const about = labelOf(definition, record, text);
  const artefact = artefactOf(work, definition, record);
  const settle = () =>
    store.change(first.id, { resolved: resolved === null }).then(onChanged, (error: unknown) => {
      const { message, hint } = asPlinthError(error);
      work.say({ message, hint, tone: 'bad' });
    });
  const answer = async (written: string) => {
    await store.write({ record, thread: first.id, text: written, mentions: mentionsIn(written, colleagues) });
    onChanged();
  };
  return (
    <li className="studio-thread" data-current={current || undefined}>
      <header>
        {artefact === null ? (
          <bdi className="studio-thread-about">{about ?? text('studio.commentGone', 'Something that was removed')}</bdi>
        ) : (
          <button
            type="button"
            className="studio-thread-about studio-link"
            onClick={() => work.open(artefact, record === artefact ? [] : [record])}
          >
            <bdi>{about}</bdi>
          </button>
        )}
        <ToolButton
          icon={resolved === null ? 'circle-check' : 'arrow-back-up'}
          label={resolved === null ? text('studio.resolve', 'Resolve') : text('studio.reopen', 'Open again')}
          onClick={() => void settle()}
        />
      </header>
      <ol>
        {[first, ...answers].map((comment) => (
          <Said key={comment.id} comment={comment} />
        ))}
      </ol>
      {resolved === null ? null : (
        <p className="studio-thread-resolved">
          <Icon name="circle-check" size={14} />
          {text('studio.resolvedBy', 'Resolved by {name}', { name: resolved.by.name })}
        </p>
      )}
      <Composer label={text('studio.answer', 'Answer')} action={text('studio.answer', 'Answer')} colleagues={colleagues} onWrite={answer} />
    </li>
  );
}

function Said({ comment }: { readonly comment: Comment }) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const store = commentsOf(work);
  const colleagues = useSignalValue(store.colleagues);
  const [editing, setEditing] = useState(false);
  const own = comment.author.id === work.member.id;
  const mentioned = colleagues.filter(({ id }) => comment.mentions.includes(id));
  return (
    <li className="studio-said">
      <p className="studio-said-head">
        <strong>
          <bdi>{comment.author.name}</bdi>
        </strong>
        <time dateTime={comment.createdAt} title={format.dateTime(comment.createdAt)}>
          {format.relative(comment.createdAt)}
        </time>
        {comment.editedAt === null ? null : <small>{text('studio.edited', 'edited')}</small>}
        {own && !editing ? (
          <ToolButton icon="pencil" label={text('studio.editComment', 'Change the text')} onClick={() => setEditing(true)} />
        ) : null}
      </p>
      {editing ? (
        <Composer
          label={text('studio.editComment', 'Change the text')}
          action={text('studio.save', 'Save')}
          colleagues={colleagues}
          initial={comment.text}
          onCancel={() => setEditing(false)}
          onWrite={async (written) => {
            await store.change(comment.id, { text: written });
            setEditing(false);
          }}
        />
      ) : (
        <p className="studio-said-text" dir="auto">
          {piecesOf(comment.text, mentioned).map((piece, at) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name and are drawn anew together
            piece.mention ? <mark key={at}>{piece.text}</mark> : piece.text,
          )}
        </p>
      )}
    </li>
  );
}
