export { validateProcess, variableNames } from './check/validate-process.ts';
export { processModelErrors } from './errors.ts';
export { freeBelow, type GivenPlaces, layoutOf, lineEnd } from './layout/layout-of.ts';
export type { Box } from './layout/place-nodes.ts';
export { type DrawnLayout, type DrawnShape, diagramNamespaces } from './layout/read-layout.ts';
export { type LineEnd, type Point, routeFlow } from './layout/route-flows.ts';
export { withLayout } from './layout/with-layout.ts';
export { drawnProcesses } from './model/drawn-processes.ts';
export type { EventTrigger } from './model/event-trigger.ts';
export type { Finding } from './model/finding.ts';
export { nodesOf } from './model/nodes-of.ts';
export type { FlowContainer, ModelExpression, NamedDefinition, Process, ProcessModel, SequenceFlow } from './model/process-model.ts';
export {
  type ActivityNode,
  type AdHoc,
  type CallActivityNode,
  type CompletionEvent,
  type DataMapping,
  type EventNode,
  type GatewayNode,
  isActivity,
  isContainer,
  isEvent,
  type LoopCharacteristics,
  type ProcessNode,
  type SubProcessNode,
  type TaskNode,
} from './model/process-node.ts';
export { isCronText, isTimerText } from './model/timer-text.ts';
export { bpmnNamespace, decodeBpmn, parseBpmn, plinthNamespace, writeBpmn } from './xml/bpmn-document.ts';
export { isFeel } from './xml/element-index.ts';
export { type BpmnDocument, readBpmn } from './xml/read-bpmn.ts';
export { feelText } from './xml/read-expression.ts';
