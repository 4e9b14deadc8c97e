import { bpmnNamespace, plinthNamespace } from './xml/bpmn-document.ts';

/** A document around the elements of one process `p`, with definitions beside it. */
export function bpmn(process: string, beside = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${bpmnNamespace}" xmlns:plinth="${plinthNamespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">${beside}
  <process id="p" isExecutable="true">${process}</process>
</definitions>`;
}

/** Sequence flows `a→b→c` between elements, one after the other; their ids are `a_b`. */
export function flow(...ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((id, at) => `<sequenceFlow id="${ids[at]}_${id}" sourceRef="${ids[at]}" targetRef="${id}"/>`)
    .join('');
}
