import type { ToolView } from '@plinth/studio-frame';

/** The records of the application, as an environment has them. The address names the entity. */
export const recordsTool: ToolView = {
  key: 'records',
  title: 'Records',
  icon: 'table',
  group: 'data',
  load: async () => (await import('./grid/record-browser.tsx')).RecordBrowser,
};

/** Databases of others, whose tables become entities and pages. The address names the connection. */
export const sourcesTool: ToolView = {
  key: 'sources',
  title: 'Connect a database',
  icon: 'plug',
  group: 'systems',
  load: async () => (await import('./sources/source-browser.tsx')).SourceBrowser,
};

/** Files that become records, of an entity that there is or of a new one. The address names the entity. */
export const importTool: ToolView = {
  key: 'import',
  title: 'Import data',
  icon: 'file-import',
  group: 'data',
  load: async () => (await import('./import/import-tool.tsx')).ImportTool,
};
