import type { ToolView } from '@plinth/studio-frame';

/** The records of the application, as an environment has them. The address names the entity. */
export const recordsTool: ToolView = {
  key: 'records',
  title: 'Records',
  icon: 'table',
  load: async () => (await import('./grid/record-browser.tsx')).RecordBrowser,
};

/** Databases of others, whose tables become entities and pages. The address names the connection. */
export const sourcesTool: ToolView = {
  key: 'sources',
  title: 'Connect a database',
  icon: 'plug',
  load: async () => (await import('./sources/source-browser.tsx')).SourceBrowser,
};
