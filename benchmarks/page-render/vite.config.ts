import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Built as the Player is; class names keep their words, so that what is written by hand can wear the same ones. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  css: { modules: { generateScopedName: '[name]__[local]' } },
  build: { emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000 },
});
