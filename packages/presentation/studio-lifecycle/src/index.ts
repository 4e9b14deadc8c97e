import type { ToolView } from '@plinth/studio-frame';

/** What the Studio has for the life of a definition, in the order of the rail. */
export const lifecycleTools: readonly ToolView[] = [
  {
    key: 'text',
    title: 'Source text',
    icon: 'code',
    group: 'together',
    ofArtefact: true,
    load: async () => (await import('./text/text-tool.tsx')).TextTool,
  },
  {
    key: 'history',
    title: 'History',
    icon: 'history',
    group: 'together',
    load: async () => (await import('./history/history-tool.tsx')).HistoryTool,
  },
  {
    key: 'branches',
    title: 'Branches',
    icon: 'git-branch',
    group: 'together',
    load: async () => (await import('./branches/branches-tool.tsx')).BranchesTool,
  },
  {
    key: 'versions',
    title: 'Versions',
    icon: 'tag',
    group: 'together',
    load: async () => (await import('./versions/versions-tool.tsx')).VersionsTool,
  },
];
