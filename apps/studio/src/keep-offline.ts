const worker = '/studio-worker.js';

/**
 * Lets the browser keep the Studio's files, for starting without a network. Nothing waits for it, and nothing depends on it: a
 * browser without service workers, or a page that is no secure context, works as long as there is a network.
 */
export function keepOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = () =>
    // Its addresses begin with /studio, those of the canvas too; none of the Player's do.
    navigator.serviceWorker.register(worker, { scope: '/studio', updateViaCache: 'none' }).catch((error: unknown) => {
      console.info('The Studio will not start without a network.', error);
    });
  if (document.readyState === 'complete') void register();
  else addEventListener('load', () => void register(), { once: true });
}
