import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { newNonce, pagePolicy, workerPolicy } from './security-headers.ts';

/** A browser bundle: its files are served below `/assets/<name>/`, its pages for every address of theirs. */
export interface Site {
  readonly name: string;
  /** Folder of the built files. */
  readonly folder: string;
  readonly pages: readonly SitePage[];
  /** A service worker: its address, which bounds what it may serve, and its script. */
  readonly worker?: { readonly address: string; readonly script: string };
}

/** A page of a browser bundle. */
export interface SitePage {
  /** With `__NONCE__` where the style nonce belongs. */
  readonly html: string;
  /** Route patterns that show the page: `/apps/*`, `/sign-in/:tenant`. */
  readonly addresses: readonly string[];
  /** Whether it shows other pages of this origin in frames. */
  readonly frames?: boolean;
}

export interface SiteOptions {
  /** Origins that may frame the page at an address; nobody where empty. */
  readonly frameAncestors: (path: string) => Promise<readonly string[]>;
}

const year = 365 * 24 * 60 * 60;

export function addSites(server: FastifyInstance, sites: readonly Site[], options: SiteOptions): void {
  for (const [position, site] of sites.entries()) {
    server.register(fastifyStatic, {
      root: site.folder,
      prefix: `/assets/${site.name}/`,
      index: false,
      dotfiles: 'deny',
      decorateReply: position === 0,
      immutable: true,
      // Compressed when it was built, where that is worth it: the files of a site never change.
      preCompressed: true,
      maxAge: year * 1000,
    });
    for (const page of site.pages) addPage(server, page, options);
    if (site.worker !== undefined) addWorker(server, site.worker);
  }
}

function addWorker(server: FastifyInstance, { address, script }: NonNullable<Site['worker']>): void {
  server.get(address, (_request, reply) =>
    reply
      .header('content-type', 'text/javascript; charset=utf-8')
      // Asked for each time, so that a new version is found by the next load.
      .header('cache-control', 'no-cache')
      .header('content-security-policy', workerPolicy)
      .send(script),
  );
}

function addPage(server: FastifyInstance, page: SitePage, options: SiteOptions): void {
  for (const address of page.addresses) {
    server.get(address, async (request, reply) => {
      const nonce = newNonce();
      const path = request.url.split('?', 1)[0] ?? '/';
      // An address of nothing is nobody's to frame; what it is says the page itself.
      const ancestors = await options.frameAncestors(path).catch((): readonly string[] => []);
      return reply
        .header('content-type', 'text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-security-policy', pagePolicy(nonce, ancestors, page.frames))
        .send(page.html.replaceAll('__NONCE__', nonce));
    });
  }
}
