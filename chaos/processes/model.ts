const task = (type: string, attributes: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) => ({
  type,
  attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`plinth:${name}`, value])),
  ...(Object.keys(inputs).length === 0 ? {} : { content: content(inputs) }),
});
const content = (inputs: Readonly<Record<string, string>>) =>
  `<extensionElements>${Object.entries(inputs)
    .map(([to, from]) => `<plinth:input from="${from}" to="${to}"/>`)
    .join('')}</extensionElements>`;
const written = (step: string, more: Readonly<Record<string, string>> = {}) =>
  task('serviceTask', { does: 'record.create', entity: 'entry', ...more }, { number: 'number', step: `&quot;${step}&quot;` });
const document = (key: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:chaos"><message id="mGo" name="go"/><message id="mTold" name="told"/><process id="${key}" isExecutable="true"/></definitions>`;
const flow = (from: string, to: string) => ({ from, to });

/** An order: a record, then a timer, a message and the work of a program side by side, then a record before and after which its token rests, then a message to the other. */
const order = {
  label: 'Order',
  document: document('order'),
  nodes: {
    s: 'startEvent',
    begun: written('begun'),
    fork: 'parallelGateway',
    pause: {
      type: 'intermediateCatchEvent',
      content: '<timerEventDefinition><timeDuration>PT0.5S</timeDuration></timerEventDefinition>',
    },
    go: { type: 'receiveTask', attributes: { messageRef: 'mGo', 'plinth:correlationKey': 'number' } },
    charge: task('serviceTask', { topic: 'charge', retries: '1000' }),
    join: 'parallelGateway',
    ended: written('ended', { asyncBefore: 'true', asyncAfter: 'true' }),
    tell: {
      type: 'sendTask',
      attributes: { messageRef: 'mTold', 'plinth:correlationKey': 'number' },
      content: content({ number: 'number' }),
    },
    e: 'endEvent',
  },
  flows: {
    f1: flow('s', 'begun'),
    f2: flow('begun', 'fork'),
    f3: flow('fork', 'pause'),
    f4: flow('fork', 'go'),
    f5: flow('fork', 'charge'),
    f6: flow('pause', 'join'),
    f7: flow('go', 'join'),
    f8: flow('charge', 'join'),
    f9: flow('join', 'ended'),
    f10: flow('ended', 'tell'),
    f11: flow('tell', 'e'),
  },
};

/** Begins with the message that an order sends. */
const audit = {
  label: 'Audit',
  document: document('audit'),
  nodes: {
    s: { type: 'startEvent', content: '<messageEventDefinition messageRef="mTold"/>' },
    audited: written('audited'),
    e: 'endEvent',
  },
  flows: { f1: flow('s', 'audited'), f2: flow('audited', 'e') },
};

/** An application with two processes. Nothing keeps an entry from being there twice but the engine. */
export const files = {
  'plinth.yaml': 'format: 1\nkey: chaos\ntype: application\nlabel: Chaos\n',
  'roles.yaml': 'everybody:\n  heldBy: members\n  start: [ order, audit ]\n  manage: [ order, audit ]\n  permissions:\n    entry: all\n',
  'entities/entry.yaml': 'label: Entry\nfields:\n  number: { type: integer, required: true }\n  step: { type: text, required: true }\n',
  'processes/order.yaml': JSON.stringify(order),
  'processes/audit.yaml': JSON.stringify(audit),
};

/** Elements of an order, each of which is entered and completed once. */
export const orderElements = Object.keys(order.nodes);
