import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { inject } from 'vitest';

const root = import.meta.dirname;
/** In the project and not in a folder that people share: what one has built another may not read. */
const builds = join(root, '../../../.plinth/gallery');
/** What the player sends too: nothing inline runs or styles without the nonce. */
const policy =
  "default-src 'self'; script-src 'self'; style-src-elem 'self' 'nonce-gallery'; style-src-attr 'none'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'";

export interface GalleryWishes {
  readonly only?: string;
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  readonly touch?: boolean;
}

export interface GalleryPage {
  readonly page: Page;
  /** What the browser complained about: errors, and breaches of the Content Security Policy. */
  readonly complaints: readonly string[];
  /** What events of a component told, newest last. */
  told(component: string, name: string): Promise<readonly unknown[]>;
}

export interface OpenedGallery {
  open(wishes?: GalleryWishes): Promise<GalleryPage>;
  close(): Promise<void>;
}

/** The gallery in a real browser. Built once for each state of the sources, however many test files ask. */
export async function openGallery(): Promise<OpenedGallery> {
  const outDir = await builtGallery();
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1', headers: { 'Content-Security-Policy': policy } },
  });
  const base = server.resolvedUrls?.local[0] ?? '';
  const browser: Browser = await chromium.connect(inject('chromium') ?? '');
  const contexts: BrowserContext[] = [];
  return {
    async open(wishes = {}) {
      const context = await browser.newContext({
        viewport: { width: wishes.width ?? 1280, height: wishes.height ?? 900 },
        reducedMotion: 'reduce',
        hasTouch: wishes.touch ?? false,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      contexts.push(context);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      const address = new URL(base);
      for (const name of ['only', 'scheme', 'locale'] as const) {
        const value = wishes[name];
        if (value) address.searchParams.set(name, value);
      }
      await page.goto(address.href);
      await page.waitForSelector('.gallery-story');
      await page.waitForLoadState('networkidle');
      return {
        page,
        complaints,
        told: (component, name) =>
          page.evaluate(
            ([wantedComponent, wantedName]) => {
              const entries: readonly { component: string; name: string; payload: unknown }[] = Reflect.get(globalThis, 'galleryLog');
              return entries.filter((one) => one.component === wantedComponent && one.name === wantedName).map((one) => one.payload);
            },
            [component, name] as const,
          ),
      };
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await server.close();
    },
  };
}

async function builtGallery(): Promise<string> {
  const sources = globSync(
    ['gallery/**/*.{ts,tsx,css,html}', 'src/**/*.{ts,tsx,css}', '../../packages/presentation/component-kit/src/**/*.{ts,tsx,css,json}'],
    {
      cwd: join(root, '..'),
    },
  );
  const hash = createHash('sha256');
  for (const source of sources.toSorted()) hash.update(source).update(readFileSync(join(root, '..', source)));
  const outDir = join(builds, hash.digest('hex').slice(0, 16));
  if (existsSync(outDir)) return outDir;
  mkdirSync(builds, { recursive: true });
  const fresh = mkdtempSync(join(builds, 'new-'));
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'silent', build: { outDir: fresh, emptyOutDir: true } });
  try {
    renameSync(fresh, outDir);
  } catch {
    // Another test file was faster with the same sources.
  }
  return outDir;
}
