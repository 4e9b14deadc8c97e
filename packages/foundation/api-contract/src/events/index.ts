export { emitEvent, type LiveApplicationMessage, liveApplication } from './application-events.ts';
export { DeadLetterShape, EventGroup, EventShape } from './event-shapes.ts';
export {
  discardDeadLetters,
  listDeadLetters,
  listEventGroups,
  publishEvents,
  redriveDeadLetters,
  removeEventGroup,
  seekEventGroup,
  tailEvents,
} from './operations.ts';
