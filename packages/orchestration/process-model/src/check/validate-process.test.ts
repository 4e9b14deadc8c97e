import { describe, expect, test } from 'vitest';
import { bpmn, flow } from '../testing.ts';
import { readBpmn } from '../xml/read-bpmn.ts';
import { validateProcess } from './validate-process.ts';

const found = (process: string, beside = '') =>
  validateProcess(readBpmn(bpmn(process, beside))).map(({ element, severity, code }) => `${element} ${severity} ${code}`);

const sound = `<startEvent id="s"/><task id="t"/><endEvent id="e"/>${flow('s', 't', 'e')}`;

describe('validation', () => {
  test('finds nothing in a sound model', () => expect(found(sound)).toEqual([]));

  test.each<[string, string, string[], string?]>([
    ['a flow to nowhere', '<task id="t"/><sequenceFlow id="f" sourceRef="t" targetRef="gone"/>', ['f error missing-reference']],
    [
      'a flow into a sub-process',
      '<task id="t"/><subProcess id="sub"><task id="in"/></subProcess><sequenceFlow id="f" sourceRef="t" targetRef="in"/>',
      ['f error wrong-structure'],
    ],
    ['an unknown element', '<hyperTask id="t"/>', ['t error not-runnable']],
    ['an element without id', '<task/>', ['<task> error missing-id']],
    ['an expression that is no FEEL', '<scriptTask id="t"><script>1 +</script></scriptTask>', ['t error invalid-expression']],
    [
      'an expression in another language',
      '<scriptTask id="t" scriptFormat="groovy"><script>println 1</script></scriptTask>',
      ['t error not-runnable'],
    ],
    [
      'a message that is nowhere',
      '<startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent>',
      ['s error missing-reference'],
    ],
    ['a timer that says nothing', '<startEvent id="s"><timerEventDefinition/></startEvent>', ['s error missing-part']],
    [
      'a boundary event of no activity',
      '<startEvent id="s"/><boundaryEvent id="b" attachedToRef="s"><errorEventDefinition/></boundaryEvent>',
      ['b error wrong-structure'],
    ],
    ['a cancel event outside of a transaction', '<endEvent id="e"><cancelEventDefinition/></endEvent>', ['e error wrong-structure']],
    [
      'a terminate event in the middle',
      '<intermediateThrowEvent id="e"><terminateEventDefinition/></intermediateThrowEvent>',
      ['e error wrong-structure'],
    ],
    [
      'a link that nobody catches',
      '<intermediateThrowEvent id="l"><linkEventDefinition name="A"/></intermediateThrowEvent>',
      ['l error missing-reference'],
    ],
    [
      'an event sub-process without a start',
      '<subProcess id="es" triggeredByEvent="true"><task id="t"/></subProcess>',
      ['es error wrong-structure'],
    ],
    ['multiple instances without a number', '<task id="t"><multiInstanceLoopCharacteristics/></task>', ['t error missing-part']],
    ['a call of nothing', '<callActivity id="c"/>', ['c error missing-part']],
    ['a call of what is not there', '<callActivity id="c" calledElement="other"/>', ['c error missing-reference']],
    [
      'a default flow that leaves another',
      `<task id="t" default="s_u"/><startEvent id="s"/><task id="u"/>${flow('s', 'u')}`,
      ['t error wrong-structure'],
    ],
    [
      'an event-based gateway before a task',
      `<eventBasedGateway id="g"/><task id="t"/>${flow('g', 't')}`,
      ['g warning wrong-structure', 'g error wrong-structure'],
    ],
    [
      'a circle that nothing enters',
      `${sound}<task id="a"/><task id="b"/>${flow('a', 'b', 'a')}`,
      ['a warning unreachable', 'b warning unreachable'],
    ],
  ])('%s', (_what, process, findings) => expect(found(process)).toEqual(findings));

  test('says where, and in words', () => {
    const [finding] = validateProcess(readBpmn(bpmn('\n  <callActivity id="c"/>')));
    expect(finding).toMatchObject({ type: 'callActivity', line: 4, message: 'it names no process and no global task that is called' });
  });
});
