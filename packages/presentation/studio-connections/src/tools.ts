import type { ToolView } from '@plinth/studio-frame';

/** Connections to other systems. The address names the connection, then the action that is looked at, or `-` and the trigger. */
export const connectionsTool: ToolView = {
  key: 'connections',
  title: 'Connections to systems',
  icon: 'api-app',
  group: 'systems',
  load: async () => (await import('./connection-browser.tsx')).ConnectionBrowser,
};
