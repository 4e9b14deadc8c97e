import { useText } from '@plinth/component-kit';
import { go } from '@plinth/web-shell';
import { useEffect } from 'react';
import { StateMessage } from '../parts/state-message.tsx';

/** An address that leads nowhere. */
export function NotFoundScreen() {
  const text = useText();
  const title = text('player.notFound', 'There is nothing at this address');
  useEffect(() => {
    document.title = `${title} · Plinth`;
  }, [title]);
  return (
    <main className="player-centre">
      <StateMessage icon="route" title={title} action={text('player.toStart', 'To the start page')} onAction={() => go('/')}>
        {text('player.notFoundHint', 'It may have moved, or been typed wrong.')}
      </StateMessage>
    </main>
  );
}
