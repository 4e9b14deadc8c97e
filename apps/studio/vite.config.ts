import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const workerFile = 'service-worker.js';

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

export default defineConfig({
  base: '/assets/studio/',
  plugins: [react(), listOwnFiles()],
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
      output: { entryFileNames: ({ name }) => (name === 'service-worker' ? workerFile : '[name]-[hash].js') },
    },
  },
});
