import type { ToolView } from '@plinth/studio-frame';

/** All entities of the application in one picture. */
export const diagramTool: ToolView = {
  key: 'diagram',
  title: 'Entity diagram',
  icon: 'sitemap',
  group: 'data',
  load: async () => (await import('./entity-diagram.tsx')).EntityDiagram,
};
