import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { componentChunks } from '@plinth/ui-components/chunks';
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';

const workerFile = 'service-worker.js';
const base = '/assets/studio/';
/** The files in which most components are, by name. */
const commonChunks = componentChunks.map(({ name }) => name);

/** Writes into the service worker which files it keeps, and a version that changes with any of them. */
function listOwnFiles(): Plugin {
  return {
    name: 'plinth-own-files',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle[workerFile];
      if (worker?.type !== 'chunk') throw new Error('There is no service worker.');
      const pages = Object.values(bundle).flatMap((output) =>
        output.fileName.endsWith('.html') && 'source' in output ? [output.source] : [],
      );
      const built = Object.keys(bundle).filter((name) => name !== workerFile && !name.endsWith('.html'));
      // Too much to keep for everybody: without a network a function is written without its types.
      const files = [
        ...built.filter((name) => !name.startsWith('language-worker-')),
        ...readdirSync(join(import.meta.dirname, 'public')),
      ].sort();
      const version = createHash('sha256');
      for (const part of [worker.code, ...files, ...pages]) version.update(part).update('\0');
      worker.code = worker.code.replace('__OWN_FILES__', files.join(',')).replace('__VERSION__', version.digest('hex').slice(0, 16));
    },
  };
}

/**
 * What is always fetched together is one file. What the canvas starts with is told by what only it and the editors of expressions
 * import, what it has in common with the Studio by who uses it: each group takes in what its modules stand on, unless a group before
 * has it. The applications' own modules stay entries of their own, for they do something as soon as they are there.
 */
const chunks = [
  {
    name: 'base',
    tags: ['$initial' as const],
    test: /[\\/](?:node_modules[\\/](?:@mantine|@preact|react|react-dom)|api-contract|component-kit|web-shell|manifest\.ts|failure-boundary\.tsx|use-signal-value\.ts)/,
  },
  { name: 'pages', tags: ['$initial' as const], test: /[\\/](?:page-renderer|studio-canvas|components[\\/]ui[\\/]src[\\/]web\.ts)/ },
  { name: 'studio', tags: ['$initial' as const], test: /[\\/](?:components|node_modules|packages)[\\/]/ },
  { name: 'expressions', minShareCount: 2, test: /[\\/](?:definition-expressions|expression|page-plan|studio-expressions)[\\/]/ },
  ...componentChunks,
];

/** Has the canvas fetch with its document what nearly every page needs, and not only when it has been told the page. */
function fetchComponentsWithCanvas(): Plugin {
  return {
    name: 'plinth-components-with-canvas',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle, filename }) {
        if (bundle === undefined || !filename.endsWith('canvas.html')) return [];
        const needed = Object.values(bundle).filter((output) => output.type === 'chunk' && commonChunks.includes(output.name));
        if (needed.length < commonChunks.length) throw new Error('The components are not in the files in which they are looked for.');
        return needed.flatMap((chunk) => [
          linkTo('modulepreload', chunk.fileName),
          ...[...(chunk.viteMetadata?.importedCss ?? [])].map((name) => linkTo('stylesheet', name)),
        ]);
      },
    },
  };
}

function linkTo(rel: 'modulepreload' | 'stylesheet', file: string): HtmlTagDescriptor {
  return { tag: 'link', attrs: { rel, crossorigin: true, href: base + file }, injectTo: 'head' };
}

export default defineConfig({
  base,
  plugins: [react(), fetchComponentsWithCanvas(), listOwnFiles()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: '.',
    // Small pictures and fonts too stay files: the page's policy allows no data: addresses for them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: ['index.html', 'canvas.html', 'src/service-worker.ts'],
      // The worker has one address for all versions; everything else is named by what is in it.
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? workerFile : '[name]-[hash].js'),
        codeSplitting: { groups: chunks },
      },
    },
  },
});
