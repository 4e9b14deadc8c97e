export { bpmnOf, unlaidBpmnOf } from './bpmn-of.ts';
export { processesErrors } from './errors.ts';
export { processFromBpmn } from './process-from-bpmn.ts';
