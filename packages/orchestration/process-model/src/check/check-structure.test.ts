import { describe, expect, test } from 'vitest';
import { bpmn, flow } from '../testing.ts';
import { readBpmn } from '../xml/read-bpmn.ts';
import { validateProcess } from './validate-process.ts';

const found = (process: string, beside = '') =>
  validateProcess(readBpmn(bpmn(process, beside))).map(({ element, severity, code }) => `${element} ${severity} ${code}`);

const beside = '<message id="m"/><message id="n"/><error id="er"/>';
const catches = (id: string, message = 'm') =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="${message}"/></intermediateCatchEvent>`;
const around = (middle: string, id: string) => `<startEvent id="s"/>${middle}<endEvent id="e"/>${flow('s', id, 'e')}`;
const condition = (from: string, to: string) =>
  `<sequenceFlow id="f" sourceRef="${from}" targetRef="${to}"><conditionExpression>true</conditionExpression></sequenceFlow>`;
const compensation = '<boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>';

describe('R3: what the standard forbids is found by element', () => {
  test.each<[string, string, string[]]>([
    [
      'a flow to data',
      `<dataObject id="do"/>${around('<task id="t"/>', 't')}<sequenceFlow id="f" sourceRef="t" targetRef="do"/>`,
      ['f error wrong-structure'],
    ],
    ['a flow without an end', `${around('<task id="t"/>', 't')}<sequenceFlow id="f" sourceRef="t"/>`, ['f error missing-reference']],
    ['a condition behind an event', `<startEvent id="s"/><endEvent id="e"/>${condition('s', 'e')}`, ['f error wrong-structure']],
    [
      'a condition behind a parallel gateway',
      `<startEvent id="s"/><parallelGateway id="g"/><endEvent id="e"/>${flow('s', 'g')}${condition('g', 'e')}`,
      ['f warning ignored'],
    ],
    ['a default flow of a parallel gateway', around('<parallelGateway id="g" default="g_e"/>', 'g'), ['g warning ignored']],
    [
      'a gateway that says it joins and splits',
      around('<exclusiveGateway id="g" gatewayDirection="Converging"/>', 'g'),
      ['g warning wrong-structure'],
    ],
    [
      'a link that throws and goes on',
      `${around('<intermediateThrowEvent id="l"><linkEventDefinition name="x"/></intermediateThrowEvent>', 'l')}<intermediateCatchEvent id="c"><linkEventDefinition name="x"/></intermediateCatchEvent>`,
      ['l error wrong-structure'],
    ],
    [
      'a typed start in a sub-process',
      around('<subProcess id="u"><startEvent id="t"><messageEventDefinition messageRef="m"/></startEvent></subProcess>', 'u'),
      ['t error wrong-structure'],
    ],
    [
      'a start in an ad-hoc sub-process',
      around('<adHocSubProcess id="u"><startEvent id="t"/></adHocSubProcess>', 'u'),
      ['t error wrong-structure'],
    ],
    [
      'an error that does not interrupt',
      `${around('<task id="t"/>', 't')}<subProcess id="u" triggeredByEvent="true"><startEvent id="x" isInterrupting="false"><errorEventDefinition errorRef="er"/></startEvent></subProcess>`,
      ['x error wrong-structure'],
    ],
    [
      'an event at an event sub-process',
      `${around('<task id="t"/>', 't')}<subProcess id="u" triggeredByEvent="true"><startEvent id="x"><messageEventDefinition messageRef="m"/></startEvent></subProcess><boundaryEvent id="b" attachedToRef="u"><messageEventDefinition messageRef="n"/></boundaryEvent>`,
      ['b error wrong-structure'],
    ],
    [
      'a start that waits for several things together',
      `<startEvent id="s" parallelMultiple="true"><messageEventDefinition messageRef="m"/><messageEventDefinition messageRef="n"/></startEvent>`,
      ['s error not-runnable'],
    ],
    [
      'a flow behind a compensation event',
      `${around('<task id="t"/>', 't')}${compensation}<task id="h" isForCompensation="true"/><association id="a" sourceRef="b" targetRef="h"/><sequenceFlow id="f" sourceRef="b" targetRef="e"/>`,
      ['b error wrong-structure'],
    ],
    [
      'a handler that is not for compensation',
      `${around('<task id="t"/>', 't')}${compensation}<task id="h"/><association id="a" sourceRef="b" targetRef="h"/>`,
      ['h error wrong-structure'],
    ],
    ['a handler of nothing', `${around('<task id="t"/>', 't')}<task id="h" isForCompensation="true"/>`, ['h warning unreachable']],
    [
      'compensation of a gateway',
      `<startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="e"><compensateEventDefinition activityRef="g"/></endEvent>${flow('s', 'g', 'e')}`,
      ['e error missing-reference'],
    ],
    [
      'branches that others lead to',
      `<startEvent id="s"/><eventBasedGateway id="g"/>${catches('a')}${catches('b', 'n')}<endEvent id="e"/>${flow('s', 'g', 'a', 'e')}${flow('g', 'b', 'a')}`,
      ['g error wrong-structure'],
    ],
    [
      'messages and receive tasks behind one gateway',
      `<startEvent id="s"/><eventBasedGateway id="g"/>${catches('a')}<receiveTask id="b" messageRef="n"/><endEvent id="e"/>${flow('s', 'g', 'a', 'e')}${flow('g', 'b', 'e')}`,
      ['g error wrong-structure'],
    ],
    [
      'a condition behind an event-based gateway',
      `<startEvent id="s"/><eventBasedGateway id="g"/>${catches('a')}${catches('b', 'n')}<endEvent id="e"/>${flow('s', 'g', 'a', 'e')}${condition('g', 'b')}${flow('b', 'e')}`,
      ['f error wrong-structure'],
    ],
    [
      'a parallel event-based gateway in the middle',
      `<startEvent id="s"/><eventBasedGateway id="g" eventGatewayType="Parallel"/>${catches('a')}${catches('b', 'n')}<endEvent id="e"/>${flow('s', 'g', 'a', 'e')}${flow('g', 'b', 'e')}`,
      ['g error wrong-structure'],
    ],
    [
      'a receive task that starts in the middle',
      `<startEvent id="s"/><task id="t"/><receiveTask id="r" instantiate="true" messageRef="m"/>${flow('s', 't', 'r')}`,
      ['r error wrong-structure'],
    ],
    [
      'a loop that is a multiple instance too',
      around(
        '<task id="t"><standardLoopCharacteristics loopMaximum="2"/><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></task>',
        't',
      ),
      ['t error wrong-structure'],
    ],
    [
      'an owner by whom nothing is decided',
      around('<userTask id="t"><potentialOwner><resourceAssignmentExpression/></potentialOwner></userTask>', 't'),
      ['t warning ignored'],
    ],
    ['nothing', '', ['p warning missing-part']],
  ])('%s', (_what, process, findings) => expect(found(process, beside)).toEqual(findings));

  test('a receive task may start the process behind its start event', () =>
    expect(found(`<startEvent id="s"/><receiveTask id="r" instantiate="true" messageRef="m"/>${flow('s', 'r')}`, beside)).toEqual([]));
});

describe('what is only drawn', () => {
  const drawn = (attributes: string) => `<process id="q" ${attributes}><startEvent id="qs"><timerEventDefinition/></startEvent></process>`;
  const sound = around('<task id="t"/>', 't');

  test('keeps what runs beside it from nothing', () =>
    expect(found(sound, drawn('isExecutable="false"'))).toEqual(['q warning ignored', 'qs warning missing-part']));
  test('is needed where it is called', () =>
    expect(found(around('<callActivity id="c" calledElement="q"/>', 'c'), drawn('isExecutable="false"'))).toContain(
      'qs error missing-part',
    ));
  test('is what runs where nothing else is', () =>
    expect(
      validateProcess(
        readBpmn(
          bpmn('<task id="t"/>', drawn('isExecutable="false"')).replace('id="p" isExecutable="true"', 'id="p" isExecutable="false"'),
        ),
      )
        .filter(({ severity }) => severity === 'error')
        .map(({ element }) => element),
    ).toEqual(['qs']));
});

describe('R3: references are found that lead nowhere', () => {
  const sound = around('<task id="t"/>', 't');

  test.each<[string, string, string[], string?]>([
    [
      'a lane of what is gone',
      `<laneSet id="ls"><lane id="l"><flowNodeRef>gone</flowNodeRef></lane></laneSet>${sound}`,
      ['l warning missing-reference'],
    ],
    [
      'a flow that a node names',
      sound.replace('<task id="t"/>', '<task id="t"><incoming>gone</incoming></task>'),
      ['t warning missing-reference'],
    ],
    ['the flow of another', sound.replace('<task id="t"/>', '<task id="t"><incoming>t_e</incoming></task>'), ['t warning wrong-structure']],
    ['data that is gone', `<dataObjectReference id="r" dataObjectRef="gone"/>${sound}`, ['r error missing-reference']],
    [
      'a data association from nowhere',
      sound.replace(
        '<task id="t"/>',
        '<task id="t"><dataInputAssociation id="da"><sourceRef>gone</sourceRef><targetRef>t</targetRef></dataInputAssociation></task>',
      ),
      ['da error missing-reference'],
    ],
    [
      'a participant without its process',
      sound,
      ['a warning missing-reference'],
      '<collaboration id="c"><participant id="a" processRef="gone"/></collaboration>',
    ],
    [
      'a message flow from nowhere',
      sound,
      ['mf warning missing-reference'],
      '<collaboration id="c"><messageFlow id="mf" sourceRef="gone" targetRef="t"/></collaboration>',
    ],
    ['an association with nothing', `${sound}<association id="a" sourceRef="t" targetRef="gone"/>`, ['a warning missing-reference']],
    ['a boolean that is none', sound.replace('<task id="t"/>', '<task id="t" isForCompensation="maybe"/>'), ['t error wrong-structure']],
    [
      'an ordering that there is not',
      around('<adHocSubProcess id="u" ordering="Random"><task id="x"/></adHocSubProcess>', 'u'),
      ['u error wrong-structure'],
    ],
  ])('%s', (_what, process, findings, besides = '') => expect(found(process, beside + besides)).toEqual(findings));

  test('what another document or vocabulary has is not looked for', () =>
    expect(
      validateProcess(
        readBpmn(
          bpmn(`<property id="x" itemSubjectRef="xsd:string"/><supportedInterfaceRef>i</supportedInterfaceRef>${sound}`).replace(
            '<definitions',
            '<definitions xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
          ),
        ),
      ),
    ).toEqual([]));
});
