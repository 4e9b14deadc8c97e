export { emitEvent, type LiveApplicationMessage, liveApplication } from './application-events.ts';
export { DeadLetterShape, EventGroup, EventShape, ForeseenShape } from './event-shapes.ts';
export {
  discardDeadLetters,
  foreseeEventGroup,
  listDeadLetters,
  listEventGroups,
  publishEvents,
  redriveDeadLetters,
  removeEventGroup,
  seekEventGroup,
  tailEvents,
} from './operations.ts';
