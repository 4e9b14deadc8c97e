import { componentChunks } from '@plinth/ui-components/chunks';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/assets/player/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: '.',
    // Small pictures and fonts too stay files: the page's policy allows no data: addresses for them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Its own modules stay an entry of their own, for they do something as soon as they are there.
          groups: [{ name: 'start', tags: ['$initial'], test: /[\\/](?:components|node_modules|packages)[\\/]/ }, ...componentChunks],
        },
      },
    },
  },
});
