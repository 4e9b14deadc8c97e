import { Icon, useText } from '@plinth/component-kit';
import { useSyncExternalStore } from 'react';

function subscribe(tell: () => void): () => void {
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return () => {
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
}

/** Says that the device is offline, for as long as it is. */
export function ConnectionNotice() {
  const text = useText();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className="player-connection" data-shown={online ? undefined : true}>
      {online ? null : (
        <>
          <Icon name="cloud-off" size={16} />
          {text('player.offline', 'You are offline. What you see may be old; changes need a connection.')}
        </>
      )}
    </div>
  );
}
