import type { ToolView } from '@plinth/studio-frame';

/** Who uses what, as a tool of the Studio. */
export const usagesView: ToolView = {
  key: 'usages',
  title: 'Usages',
  icon: 'link',
  group: 'build',
  load: async () => (await import('./usages-view.tsx')).UsagesView,
};
