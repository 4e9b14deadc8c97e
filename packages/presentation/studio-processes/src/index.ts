export { monitorTool } from './monitor/monitor-tool.ts';
export { processView } from './process-view.ts';
