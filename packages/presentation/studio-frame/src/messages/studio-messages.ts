import type { MessageSources } from '@plinth/component-kit';

/** The Studio's texts besides English, each language a file of its own that is fetched where it is chosen. */
export const studioMessages: MessageSources = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
};
