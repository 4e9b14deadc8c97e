export { bpmnOf, documentOf, type ProcessParts, partsOf, placesOf, unlaidBpmnOf } from './bpmn-of.ts';
export { type CheckedProcess, checkProcess, checkProcesses } from './check/check-processes.ts';
export { decisionsOfDefinition } from './check/decisions-of.ts';
export { differences, type ProcessTest, type ProcessTestOutcome, runProcessTests, simulateTest } from './check/run-process-tests.ts';
export { changedContent, changedDocument, ElementDraft, localName } from './edit/element-draft.ts';
export { processesErrors } from './errors.ts';
export { callableElsewhere, modelOf, readProcess } from './models-of.ts';
export { processFromBpmn } from './process-from-bpmn.ts';
export { replayProcess } from './replay-process.ts';
