import type { ToolView } from '@plinth/studio-frame';

/** The instances of processes, as an environment has them. The address names environment, process and instance. */
export const monitorTool: ToolView = {
  key: 'instances',
  title: 'Process instances',
  icon: 'activity',
  group: 'running',
  load: async () => (await import('./instance-monitor.tsx')).InstanceMonitor,
};
