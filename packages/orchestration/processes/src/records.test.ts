import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionOf, readFiles, recordsOf, writeFiles } from '@plinth/app-definition';
import { parseBpmn, readBpmn } from '@plinth/process-model';
import { canonicalForm } from '@plinth/xml-document';
import { describe, expect, test } from 'vitest';
import { bpmnOf, unlaidBpmnOf } from './bpmn-of.ts';
import { processFromBpmn } from './process-from-bpmn.ts';

const empty = readFiles({ 'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n' }).definition;

/** Through records, through files, and back. */
function through(text: string) {
  const records = processFromBpmn(parseBpmn(text), 'model', empty);
  const written = writeFiles(definitionOf([...empty.records.values(), ...records]));
  const { definition, problems } = readFiles(written);
  expect(problems).toEqual([]);
  expect(writeFiles(definition, written)).toEqual(written);
  return definition;
}

const catalogue = join(import.meta.dirname, '../../../../conformance/bpmn/models');
const models = readdirSync(catalogue, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.bpmn'))
  .sort();

const unusual = `<?xml version="1.0" encoding="UTF-8"?>
<!-- before -->
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:x="urn:other" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" strange="yes" id="d" targetNamespace="urn:t">
  <?tool some?>
  <bpmn:process id="p" x:color="red" unknown="kept">
    <bpmn:documentation><![CDATA[<b>bold</b>]]></bpmn:documentation>
    <bpmn:extensionElements><x:a>text<x:b>1</x:b>tail</x:a></bpmn:extensionElements>
    <!-- a comment --> stray text
    <bpmn:startEvent id="s"/>
    <x:alien>in the middle</x:alien>
    <y:task xmlns:y="http://www.omg.org/spec/BPMN/20100524/MODEL" id="other"/>
    <bpmn:task name="without id"/>
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t" name="" x:y="1"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"><![CDATA[a < 1]]></bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="g" sourceRef="t" targetRef="gone"/>
    <bpmn:sequenceFlow id="h" sourceRef="s" targetRef="sub"><bpmn:conditionExpression>
      a &gt; 1 </bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:userTask id="t" name="a&#10;b"><bpmn:incoming>f</bpmn:incoming><bpmn:rendering><x:form/></bpmn:rendering></bpmn:userTask>
    <bpmn:subProcess id="sub"><bpmn:task id="in"/> <bpmn:boundaryEvent id="lost" attachedToRef="nowhere"/></bpmn:subProcess>
    <bpmn:boundaryEvent id="b" attachedToRef="sub"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="dia"><bpmndi:BPMNPlane id="pl" bpmnElement="p"><bpmndi:BPMNShape id="sh" bpmnElement="s"><dc:Bounds x="1" y="2.50" width="36" height="36"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
<!-- after -->`;

describe('processes as records', () => {
  test.each<[string, string]>([
    ['unusual', unusual],
    ...models.map((file): [string, string] => [file, readFileSync(join(catalogue, file), 'utf8')]),
  ])('%s comes through records and files without loss', (_file, text) => {
    expect(canonicalForm(parseBpmn(unlaidBpmnOf(through(text), 'model')))).toEqual(canonicalForm(parseBpmn(text)));
  });

  test('nodes and flows are records, those of a sub-process within it', () => {
    const definition = through(unusual);
    expect(recordsOf(definition, 'process-node').map(({ key, parent, attachedTo }) => [key, parent, attachedTo])).toEqual(
      expect.arrayContaining([
        ['s', 'process:model', undefined],
        ['in', 'process-node:model.sub', undefined],
        ['b', 'process:model', 'process-node:model.sub'],
      ]),
    );
    expect(recordsOf(definition, 'process-flow').map(({ key, condition }) => [key, condition?.trim()])).toEqual([
      ['f', 'a < 1'],
      ['h', 'a > 1'],
    ]);
  });

  test('a process written by hand becomes a document that runs, with a layout', () => {
    const file = `label: Loan
nodes:
  start: startEvent
  approve: { type: userTask, label: Approve the loan }
  late:
    type: boundaryEvent
    attachedTo: approve
    content: <timerEventDefinition><timeDuration>P14D</timeDuration></timerEventDefinition>
  done: endEvent
flows:
  f1: { from: start, to: approve }
  f2: { from: approve, to: done, condition: approved }
  f3: { from: late, to: done }
`;
    const { definition, problems } = readFiles({
      'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
      'processes/loan.yaml': file,
    });
    expect(problems).toEqual([]);
    const { model, findings } = readBpmn(bpmnOf(definition, 'loan'));
    expect(findings).toEqual([]);
    expect(model.processes[0]).toMatchObject({
      id: 'loan',
      nodes: [{ id: 'start' }, { name: 'Approve the loan' }, { attachedTo: 'approve', triggers: [{ form: 'duration' }] }, { id: 'done' }],
    });
    expect(model.processes[0]?.flows[1]?.condition?.text).toBe('approved');
    expect(bpmnOf(definition, 'loan')).toContain('BPMNShape');
    expect(bpmnOf(definition, 'loan')).not.toContain('NaN');
  });

  test('a removed node leaves its place, a new one comes last', () => {
    const definition = through(unusual);
    const records = [...definition.records.values()].filter(({ id }) => id !== 'process-node:model.sub.in');
    const added = { kind: 'process-node', id: 'n', parent: 'process:model', index: 'z', key: 'n', type: 'task', attributes: {} } as const;
    const text = unlaidBpmnOf(definitionOf([...records, added]), 'model');
    expect(text).not.toContain('"in"');
    expect(text).toMatch(/<bpmn:task id="n"\/><\/bpmn:process>/);
  });

  test('marks that are not ours, unknown processes and content that is no XML are refused', () => {
    expect(() => processFromBpmn(parseBpmn(unusual.replace('<?tool some?>', '<?plinth s?>')), 'model', empty)).toThrow(
      expect.objectContaining({ code: 'processes.own-instructions' }),
    );
    expect(() => bpmnOf(empty, 'loan')).toThrow(expect.objectContaining({ code: 'processes.unknown-process' }));
    const definition = through(unusual);
    const broken = [...definition.records.values()].map((record) =>
      record.kind === 'process-node' && record.key === 't' ? { ...record, content: '<x:form></bpmn:userTask>' } : record,
    );
    expect(() => bpmnOf(definitionOf(broken), 'model')).toThrow(expect.objectContaining({ code: 'processes.unreadable-content' }));
  });
});

describe('what elements say of each other', () => {
  const text = unusual.replace(
    '<bpmn:startEvent id="s"/>',
    '<bpmn:startEvent id="s"><bpmn:outgoing>f</bpmn:outgoing><bpmn:outgoing>h</bpmn:outgoing></bpmn:startEvent>',
  );

  test('goes with removed records, and everything else stays', () => {
    const definition = through(text);
    const without = [...definition.records.values()].filter((record) => !('key' in record) || (record.key !== 'f' && record.key !== 't'));
    const written = unlaidBpmnOf(definitionOf(without), 'model');
    expect(written).not.toContain('<bpmn:outgoing>f</bpmn:outgoing>');
    expect(written).toContain('<bpmn:outgoing>h</bpmn:outgoing>');
    expect(written).toContain('bpmnElement="s"');
    const noStart = [...definition.records.values()].filter((record) => !('key' in record) || !['s', 'f', 'h'].includes(record.key));
    expect(unlaidBpmnOf(definitionOf(noStart), 'model')).not.toContain('bpmnElement="s"');
  });

  test('is entered for flows that are new or lead elsewhere', () => {
    const definition = through(text);
    const id = (key: string) => [...definition.records.values()].find((record) => 'key' in record && record.key === key)?.id ?? '';
    const records = [...definition.records.values()].map((record) =>
      record.kind === 'process-flow' && record.key === 'f' ? { ...record, target: id('sub') } : record,
    );
    const added = {
      kind: 'process-flow',
      id: 'n',
      parent: 'process:model',
      index: 'z',
      key: 'n',
      source: id('t'),
      target: id('sub'),
      attributes: {},
    } as const;
    const { model } = readBpmn(unlaidBpmnOf(definitionOf([...records, added]), 'model'));
    expect(model.processes[0]?.nodes.find((node) => node.id === 'sub')?.incoming).toEqual(['f', 'h', 'n']);
    const written = unlaidBpmnOf(definitionOf([...records, added]), 'model');
    expect(written.match(/<bpmn:incoming>\w<\/bpmn:incoming>/g)?.toSorted()).toEqual([
      '<bpmn:incoming>f</bpmn:incoming>',
      '<bpmn:incoming>n</bpmn:incoming>',
    ]);
    expect(written.match(/<bpmn:outgoing>n<\/bpmn:outgoing>/g)).toHaveLength(1);
  });
});
