/**
 * Keeps the Studio's own files on the device, so that it starts without a network: its pages and what they load, of one version
 * together. Answers of the API are never kept, nor is anything of the Player, whose addresses it does not serve.
 *
 * A new version is fetched whole beside the old one and takes over when no window has the old one open. Until then windows
 * get new pages from the network as ever; without one they get the old page with the old files.
 */

// The names and the version are written here when the Studio is built.
const files = '__OWN_FILES__'.split(',');
const cacheName = 'plinth-studio-__VERSION__';
const ownCaches = /^plinth-studio-/;

const assets = '/assets/studio/';
const studio = '/studio';
const canvas = '/studio-canvas/';
/** A network that has not answered by then counts as none; milliseconds. */
const patience = 5000;

/** The little of a worker's surroundings that is used here; the types of pages know none of it. */
interface Waiting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

addEventListener('install', (event) => (event as Waiting).waitUntil(install()));
addEventListener('activate', (event) => (event as Waiting).waitUntil(forgetOthers()));
addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith(assets)) (event as Fetching).respondWith(fileFor(request));
  else if (request.mode === 'navigate') {
    if (pathname.startsWith(canvas)) (event as Fetching).respondWith(pageFor(request, canvas));
    else if (pathname === studio || pathname.startsWith(`${studio}/`)) (event as Fetching).respondWith(pageFor(request, studio));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all([keepPage(cache, studio, studio), keepPage(cache, canvas, `${canvas}-/-/-`)]);
  await cache.addAll(files.map((file) => assets + file));
}

/** Keeps a page if it is of this version; a server that has moved on meanwhile has a newer worker too. */
async function keepPage(cache: Cache, key: string, address: string): Promise<void> {
  const page = await fetch(address, { cache: 'no-store', redirect: 'error' });
  const html = await page.clone().text();
  const wanted = [...html.matchAll(/\/assets\/studio\/([\w.-]+)/g)].map(([, file = '']) => file);
  const own = page.ok && wanted.length > 0 && wanted.every((file) => files.includes(file));
  if (!own) throw new Error(`The page ${address} is not of this version.`);
  await cache.put(key, page);
}

async function forgetOthers(): Promise<void> {
  const names = (await caches.keys()).filter((name) => ownCaches.test(name) && name !== cacheName);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Files are named by what is in them: what is kept is what the server has, or had. */
async function fileFor(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** The page as the server has it; the kept one where it does not answer. */
async function pageFor(request: Request, key: string): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(key);
  if (kept === undefined) return fetch(request);
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patience));
  const answered = fetch(request).then(
    (answer) => (answer.status > 501 ? kept : answer),
    () => kept,
  );
  return Promise.race([answered, late]);
}
