import { canonicalForm } from '@plinth/xml-document';
import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, test } from 'vitest';
import { parseBpmn, writeBpmn } from './bpmn-document.ts';

/** What tools write, and what they do not expect of each other. */
const unusual = `<?xml version="1.0" encoding="UTF-8"?>
<!-- before -->
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:x="urn:other" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" x:tool="1" strange="yes" id="d" targetNamespace="urn:t">
  <?tool some?>
  <bpmn:process id="p" x:color="red" unknown="kept">
    <bpmn:documentation textFormat="text/html"><![CDATA[<b>bold</b>]]></bpmn:documentation>
    <bpmn:extensionElements><x:a>text<x:b>1</x:b>tail</x:a></bpmn:extensionElements>
    <!-- a comment -->
    <bpmn:textAnnotation id="note"><bpmn:text>  spaced  </bpmn:text></bpmn:textAnnotation>
    <bpmn:startEvent id="s"/>
    <x:alien>in the middle</x:alien>
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" x:y="1">a &lt; 1</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:userTask id="t" name="a&#10;b" isForCompensation="false"><bpmn:incoming>f</bpmn:incoming><bpmn:rendering><x:form/></bpmn:rendering></bpmn:userTask>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="dia"><bpmndi:BPMNPlane id="pl" bpmnElement="p"><bpmndi:BPMNShape id="sh" bpmnElement="s"><dc:Bounds x="1" y="2.50" width="36" height="36"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
<!-- after -->`;

describe('BPMN documents', () => {
  test('R2: what is written is canonically what was read', () => {
    expect(canonicalForm(parseBpmn(writeBpmn(parseBpmn(unusual))))).toEqual(canonicalForm(parseBpmn(unusual)));
  });

  test('R2: another reader sees the same in it', async () => {
    const seen = async (text: string) => JSON.stringify((await new BpmnModdle().fromXML(text)).rootElement);
    expect(await seen(writeBpmn(parseBpmn(unusual)))).toEqual(await seen(unusual));
  });

  test('the other reader itself keeps less, which is why documents are kept whole', async () => {
    const moddle = new BpmnModdle();
    const { rootElement, warnings } = await moddle.fromXML(unusual);
    const { xml } = await moddle.toXML(rootElement);
    expect(warnings.length).toBeGreaterThan(0);
    for (const lost of ['a comment', 'alien', 'x:form', 'isForCompensation', 'before']) expect(xml).not.toContain(lost);
  });
});
