import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The gallery: every component in its states, for people and for the tests. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { target: 'es2023', chunkSizeWarningLimit: 2000 },
});
