import { describe, expect, test } from 'vitest';
import { bpmn, flow } from '../testing.ts';
import { readBpmn } from './read-bpmn.ts';

describe('reading', () => {
  test('flows give nodes what comes in and goes out, whatever the nodes say', () => {
    const { model } = readBpmn(bpmn(`<startEvent id="s"><outgoing>wrong</outgoing></startEvent><task id="t"/>${flow('s', 't')}`));
    expect(model.processes[0]?.nodes.map(({ id, incoming, outgoing }) => [id, incoming, outgoing])).toEqual([
      ['s', [], ['s_t']],
      ['t', ['s_t'], []],
    ]);
  });

  test('a multiple instance goes over the data object that its data input is associated with', () => {
    const { model } = readBpmn(
      bpmn(`<dataObject id="o1" name="orders"/><dataObjectReference id="r1" dataObjectRef="o1"/><task id="t">
        <ioSpecification><dataInput id="in1"/><inputSet/><outputSet/></ioSpecification>
        <dataInputAssociation><sourceRef>r1</sourceRef><targetRef>in1</targetRef></dataInputAssociation>
        <multiInstanceLoopCharacteristics isSequential="true"><loopDataInputRef>in1</loopDataInputRef><inputDataItem id="i1" name="order"/></multiInstanceLoopCharacteristics></task>`),
    );
    expect(model.processes[0]?.nodes[0]).toMatchObject({
      loop: { kind: 'multiInstance', collection: { text: 'orders' }, item: 'order', isSequential: true },
    });
    expect(model.processes[0]?.data).toEqual(['orders']);
  });

  test('events refer to shared definitions, timers lose the sign before their expression', () => {
    const { model, findings } = readBpmn(
      bpmn(
        '<intermediateCatchEvent id="c"><eventDefinitionRef>def</eventDefinitionRef></intermediateCatchEvent>',
        '<timerEventDefinition id="def"><timeDuration>= "PT1H"</timeDuration></timerEventDefinition>',
      ),
    );
    expect(findings).toEqual([]);
    expect(model.processes[0]?.nodes[0]).toMatchObject({ triggers: [{ kind: 'timer', form: 'duration', expression: { text: '"PT1H"' } }] });
  });

  test.each([
    ['no XML', 'process'],
    ['another vocabulary', '<definitions xmlns="urn:x"/>'],
    [
      'an outside entity',
      '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&e;</definitions>',
    ],
    ['entities that grow', '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><definitions>&b;</definitions>'],
    ['an id that stands twice', bpmn('<task id="t"/><userTask id="t"/>')],
    ['nesting without end', bpmn('<subProcess>'.repeat(300))],
  ])('R1: %s is refused with line and column', (_what, text) => {
    expect(() => readBpmn(text)).toThrow(
      expect.objectContaining({ code: 'process-model.malformed', details: { line: expect.any(Number), column: expect.any(Number) } }),
    );
  });

  test('R1: a hundred thousand elements are read and checked within seconds', () => {
    const ids = Array.from({ length: 50_000 }, (_, at) => `t${at}`);
    // Of the processor, for others may use it too.
    const started = process.cpuUsage();
    const { model } = readBpmn(bpmn(ids.map((id) => `<task id="${id}"/>`).join('') + flow(...ids)));
    expect(model.processes[0]?.nodes.length).toBe(50_000);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(15_000);
  });
});
