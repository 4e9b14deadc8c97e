import type { ToolView } from '@plinth/studio-frame';

/** The events of an environment as they come, and those that nobody could consume. The address names environment and part. */
export const eventTool: ToolView = {
  key: 'events',
  title: 'Events as they come',
  icon: 'mail',
  group: 'running',
  load: async () => (await import('./event-screen.tsx')).EventScreen,
};
