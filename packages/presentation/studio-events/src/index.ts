export { eventTypeView } from './types/event-type-view.ts';
export { eventTool } from './watch/event-tool.ts';
