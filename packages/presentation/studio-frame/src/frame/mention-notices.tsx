import { Button } from '@mantine/core';
import { listMentions, type Mention, markMentions } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useEffect, useState } from 'react';
import { ToolButton } from '../parts/tool-button.tsx';
import { useWork } from '../work/use-work.ts';

const mostShown = 3;

/** Comments that name the person and that they have not read: told wherever they are in the application. */
export function MentionNotices() {
  const text = useText();
  const work = useWork();
  const { client, tenant, application, session } = work;
  const commented = useSignalValue(session.commented);
  const [mentions, setMentions] = useState<readonly Mention[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again when something was commented
  useEffect(() => {
    const asking = new AbortController();
    client.call(listMentions, { tenant }, {}, { signal: asking.signal }).then(
      ({ items }) => setMentions(items.filter((mention) => mention.application.key === application)),
      // They are told when the connection is back.
      () => undefined,
    );
    return () => asking.abort();
  }, [client, tenant, application, commented]);
  const read = ({ comment }: Mention) => {
    setMentions((before) => before.filter((mention) => mention.comment.id !== comment.id));
    // Where it could not be marked it is told again.
    client.call(markMentions, { tenant }, { comments: [comment.id] }).catch(() => undefined);
  };
  return mentions.slice(0, mostShown).map((mention) => (
    <div key={mention.comment.id} className="studio-notice">
      <div>
        <strong>{text('studio.mentioned', '{name} mentioned you', { name: mention.comment.author.name })}</strong>
        <p className="studio-mention">
          <bdi>{mention.comment.text}</bdi>
        </p>
      </div>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          read(mention);
          work.openTool('comments', mention.comment.record);
        }}
      >
        {text('studio.showComment', 'Show')}
      </Button>
      <ToolButton icon="x" label={text('page.dismiss', 'Dismiss')} onClick={() => read(mention)} />
    </div>
  ));
}
