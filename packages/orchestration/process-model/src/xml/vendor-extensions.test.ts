import { describe, expect, test } from 'vitest';
import { validateProcess } from '../check/validate-process.ts';
import { bpmn } from '../testing.ts';
import { readBpmn } from './read-bpmn.ts';

const read = (inside: string, beside = '') =>
  readBpmn(
    bpmn(inside, beside).replace(
      '<definitions',
      '<definitions xmlns:c="http://camunda.org/schema/1.0/bpmn" xmlns:f="http://flowable.org/bpmn" xmlns:z="http://camunda.org/schema/zeebe/1.0"',
    ),
  );
const nodeOf = (inside: string, beside = '') => read(inside, beside).model.processes[0]?.nodes[0];
const foundIn = (inside: string) =>
  validateProcess(read(inside)).map(({ element, severity, code, message }) => `${element} ${severity} ${code}: ${message}`);
const multi = (attributes: string, inside = '') =>
  `<task id="t"><multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics></task>`;
const extended = (element: string, attributes: string, extensions: string) =>
  `<${element} id="t" ${attributes}><extensionElements>${extensions}</extensionElements></${element}>`;

describe('what other engines write', () => {
  test.each([
    ['the name of a list', multi('c:collection="xs" c:elementVariable="x"')],
    ['a list in the language of Flowable', multi('f:collection="#{xs}" f:elementVariable="x"')],
    [
      'a list of Zeebe',
      multi('', '<extensionElements><z:loopCharacteristics inputCollection="=xs" inputElement="x"/></extensionElements>'),
    ],
  ])('%s is a collection', (_what, task) => expect(nodeOf(task)).toMatchObject({ loop: { collection: { text: 'xs' }, item: 'x' } }));

  test('mappings of Zeebe, and the process that it calls', () =>
    expect(
      nodeOf(
        extended(
          'callActivity',
          '',
          '<z:calledElement processId="q"/><z:ioMapping><z:input source="=a + 1" target="b"/><z:input source="fixed" target="d"/><z:output source="=r" target="s"/></z:ioMapping>',
        ),
      ),
    ).toMatchObject({
      called: 'q',
      inputs: [
        { from: { text: 'a + 1' }, to: 'b' },
        { from: { text: '"fixed"' }, to: 'd' },
      ],
      outputs: [{ from: { text: 'r' }, to: 's' }],
    }));

  test('mappings of Camunda 7', () => {
    const call = extended(
      'callActivity',
      'calledElement="q"',
      '<c:in source="a" target="b"/><c:in sourceExpression="#{o.id}" target="d"/><c:out source="r" target="s"/>',
    );
    expect(nodeOf(call)).toMatchObject({
      inputs: [
        { from: { text: 'a' }, to: 'b' },
        { from: { text: 'o.id' }, to: 'd' },
      ],
      outputs: [{ from: { text: 'r' }, to: 's' }],
    });
    const parameters =
      '<c:inputOutput><c:inputParameter name="x">#{y}</c:inputParameter><c:inputParameter name="w">words</c:inputParameter></c:inputOutput>';
    expect(nodeOf(extended('serviceTask', 'c:type="external" c:topic="mail"', parameters))).toMatchObject({
      inputs: [
        { from: { text: 'y' }, to: 'x' },
        { from: { text: '"words"' }, to: 'w' },
      ],
      settings: { topic: 'mail' },
    });
  });

  test('scripts, decisions, keys and rests', () => {
    expect(nodeOf(extended('scriptTask', '', '<z:script expression="=a" resultVariable="b"/>'))).toMatchObject({
      script: { text: 'a' },
      resultVariable: 'b',
    });
    expect(nodeOf(extended('businessRuleTask', '', '<z:calledDecision decisionId="rate" resultVariable="b"/>'))).toMatchObject({
      decision: 'rate',
    });
    expect(nodeOf('<businessRuleTask id="t" c:decisionRef="rate" c:resultVariable="b"/>')).toMatchObject({
      decision: 'rate',
      resultVariable: 'b',
    });
    expect(nodeOf('<task id="t" f:async="true"/>')).toMatchObject({ isAsyncBefore: true });
    const message = '<message id="m" name="M"><extensionElements><z:subscription correlationKey="=order"/></extensionElements></message>';
    expect(nodeOf('<receiveTask id="t" messageRef="m"/>', message)).toMatchObject({ correlation: { text: 'order' } });
  });

  test.each([
    ['Java', '<serviceTask id="t" c:class="org.x.Y"/>', ['t warning ignored: c:class is of another engine and has no effect']],
    [
      'listeners and forms',
      extended('userTask', 'c:formKey="f"', '<c:taskListener event="create"/><c:properties/>'),
      ['t warning ignored: c:formKey, c:taskListener are of another engine and have no effect'],
    ],
    [
      'a list that is computed',
      multi('c:collection="#{service.all()}"'),
      [
        't error not-runnable: its collection is written in the language of another engine, #{service.all()}; expressions are FEEL',
        't error missing-part: its multiple instances have neither a cardinality nor a collection',
      ],
    ],
    [
      'a script as a parameter',
      extended(
        'task',
        '',
        '<c:inputOutput><c:inputParameter name="x"><c:script scriptFormat="groovy">1</c:script></c:inputParameter></c:inputOutput>',
      ),
      ['t error not-runnable: its inputParameter x is script, which is not read; expressions are FEEL'],
    ],
    [
      'a condition',
      '<exclusiveGateway id="g"/><task id="t"/><sequenceFlow id="f" sourceRef="g" targetRef="t"><conditionExpression>#{a}</conditionExpression></sequenceFlow>',
      ['f error not-runnable: its condition is written in the language of another engine, #{a}; expressions are FEEL'],
    ],
  ])('%s is told of', (_what, inside, findings) => expect(foundIn(inside)).toEqual(findings));
});

describe('messages', () => {
  const catching = (id: string) => `<intermediateCatchEvent id="${id}"><messageEventDefinition/></intermediateCatchEvent>`;
  const flowing =
    '<collaboration id="co"><participant id="pool"/><messageFlow id="mf" sourceRef="a" targetRef="b"/><messageFlow id="to" sourceRef="c" targetRef="pool"/></collaboration>';

  test('a message flow says what is sent, by what hears it', () => {
    const { model } = read(`<sendTask id="a"/>${catching('b')}<sendTask id="c"/>`, flowing);
    expect(model.processes[0]?.nodes).toMatchObject([{ message: 'b' }, { triggers: [{ message: null }] }, { message: null }]);
  });

  test('a message that one end names is that of the other', () => {
    const { model } = read(`<sendTask id="a" messageRef="m"/>${catching('b')}`, `<message id="m" name="M"/>${flowing}`);
    expect(model.processes[0]?.nodes).toMatchObject([{ message: 'm' }, { triggers: [{ message: 'm' }] }]);
  });

  test('an operation of a service says which message it takes', () => {
    const beside =
      '<message id="m" name="M"/><interface id="i" name="I"><operation id="o" name="O"><inMessageRef>m</inMessageRef></operation></interface>';
    const { model } = read(
      '<sendTask id="a" operationRef="o"/><intermediateCatchEvent id="b"><messageEventDefinition><operationRef>o</operationRef></messageEventDefinition></intermediateCatchEvent>',
      beside,
    );
    expect(model.processes[0]?.nodes).toMatchObject([{ message: 'm' }, { triggers: [{ message: 'm' }] }]);
  });

  test('keys of several properties are compared together, and not at all where one is not bound', () => {
    const properties = ['x', 'y'].map(
      (id) =>
        `<correlationProperty id="${id}"><correlationPropertyRetrievalExpression messageRef="m"><messagePath>${id}1</messagePath></correlationPropertyRetrievalExpression></correlationProperty>`,
    );
    const bindings = (...ids: readonly string[]) =>
      `<correlationSubscription id="cs">${ids.map((id) => `<correlationPropertyBinding correlationPropertyRef="${id}"><dataPath>${id}2</dataPath></correlationPropertyBinding>`).join('')}</correlationSubscription>`;
    const process = (subscription: string) => `<receiveTask id="r" messageRef="m"/><sendTask id="s" messageRef="m"/>${subscription}`;
    const model = (subscription: string) => read(process(subscription), `<message id="m" name="M"/>${properties.join('')}`).model;
    expect(model(bindings('y', 'x')).processes[0]?.nodes).toMatchObject([
      { correlation: { text: '[x2, y2]' } },
      { correlation: { text: '[x1, y1]' } },
    ]);
    expect(model(bindings('y', 'x')).messages).toMatchObject([{ key: { text: '[x1, y1]' } }]);
    expect(model(bindings('x')).processes[0]?.nodes).toMatchObject([{ correlation: null }, {}]);
  });
});
