import { assignRole, type Client, createApplication, publish, pushDefinition } from '@plinth/api-contract';
import type { TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';

export const shop = { tenant: 'main', environment: 'production', application: 'shop' };

/** One after the other: nodes as a process file has them, with a flow from each to the next. */
export function chain(nodes: Readonly<Record<string, string | object>>, more: { nodes?: object; flows?: object } = {}): string {
  const ids = Object.keys(nodes);
  const flows = Object.fromEntries(ids.slice(1).map((id, at) => [`f${at}`, { from: ids[at], to: id }]));
  return JSON.stringify({ label: 'Process', nodes: { ...nodes, ...more.nodes }, flows: { ...flows, ...more.flows } });
}

const task = (type: string, attributes: Readonly<Record<string, string>>, content?: string) => ({
  type,
  attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`plinth:${name}`, value])),
  ...(content === undefined ? {} : { content }),
});
export const inputs = (given: Readonly<Record<string, string>>) =>
  `<extensionElements>${Object.entries(given)
    .map(([to, from]) => `<plinth:input from="${from}" to="${to}"/>`)
    .join('')}</extensionElements>`;
const timer = (duration: string) => `<timerEventDefinition><timeDuration>${duration}</timeDuration></timerEventDefinition>`;
const withMessage = (name: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:shop"><message id="m" name="${name}"/><process id="${name}" isExecutable="true"/></definitions>`;
/** Two messages of one conversation, whose key is the number of an offer. */
const withConversation = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:shop"><message id="m" name="offered"/><message id="n" name="accepted"/><correlationProperty id="cp"><correlationPropertyRetrievalExpression id="r1" messageRef="m"><messagePath id="mp1">offer.number</messagePath></correlationPropertyRetrievalExpression><correlationPropertyRetrievalExpression id="r2" messageRef="n"><messagePath id="mp2">number</messagePath></correlationPropertyRetrievalExpression></correlationProperty><collaboration id="co"><conversation id="cv"><correlationKey id="ck"><correlationPropertyRef>cp</correlationPropertyRef></correlationKey></conversation></collaboration><process id="deal" isExecutable="true"/></definitions>`;
const withSignal = (name: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:shop"><signal id="signal" name="${name}"/><process id="p" isExecutable="true"/></definitions>`;

const withDocument = (text: string, document: string) => JSON.stringify({ ...JSON.parse(text), document });

/** Processes of a small shop: of each kind of waiting one. */
export const shopProcesses: Readonly<Record<string, string>> = {
  approval: chain({
    s: 'startEvent',
    approve: {
      ...task('userTask', { candidateRoles: 'clerk', priority: '5', due: '=now() + duration("P2D")' }),
      label: 'Approve the order',
    },
    note: task('serviceTask', { does: 'record.create', entity: 'note' }, inputs({ text: 'reason' })),
    e: 'endEvent',
  }),
  pay: chain({ s: 'startEvent', charge: task('serviceTask', { topic: 'charge', retries: '2' }), e: 'endEvent' }),
  print: chain({ s: 'startEvent', it: task('serviceTask', { topic: 'print', atOnce: '2', priority: '=urgency' }), e: 'endEvent' }),
  delivery: withDocument(
    chain({
      s: 'startEvent',
      arrive: { ...task('receiveTask', { correlationKey: 'order' }), attributes: { messageRef: 'm', 'plinth:correlationKey': 'order' } },
      e: 'endEvent',
    }),
    withMessage('arrived'),
  ),
  ordered: withDocument(
    chain({
      s: { type: 'startEvent', content: '<messageEventDefinition messageRef="m"/>' },
      look: task('userTask', { candidateRoles: 'clerk' }),
    }),
    withMessage('ordered'),
  ),
  deal: withDocument(
    chain({
      s: { type: 'startEvent', content: '<messageEventDefinition messageRef="m"/>' },
      accepted: { type: 'receiveTask', attributes: { messageRef: 'n' } },
      e: 'endEvent',
    }),
    withConversation,
  ),
  listen: withDocument(
    chain({
      s: 'startEvent',
      hear: { type: 'intermediateCatchEvent', content: '<signalEventDefinition signalRef="signal"/>' },
      e: 'endEvent',
    }),
    withSignal('closing'),
  ),
  noted: withDocument(
    chain({
      s: { type: 'startEvent', content: '<signalEventDefinition signalRef="signal"/>' },
      read: task('serviceTask', { does: 'record.read', entity: 'note', record: '=record.id' }),
      e: 'endEvent',
    }),
    withSignal('note.created'),
  ),
  pause: chain({ s: 'startEvent', wait: { type: 'intermediateCatchEvent', content: timer('PT1S') }, e: 'endEvent' }),
  circle: chain(
    { s: 'startEvent', note: task('serviceTask', { does: 'record.create', entity: 'note' }, inputs({ text: '&quot;again&quot;' })) },
    { flows: { back: { from: 'note', to: 'note' } } },
  ),
  every: chain({
    s: { type: 'startEvent', content: '<timerEventDefinition><timeCycle>R/PT1S</timeCycle></timerEventDefinition>' },
    e: 'endEvent',
  }),
};

export const shopFiles = (processes = shopProcesses) => ({
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true, maxLength: 50 }\n',
  'roles.yaml': `clerk:
  start: [ approval, pay ]
  permissions:
    note: [ read ]
boss:
  start: [ ${Object.keys(processes).join(', ')} ]
  manage: [ ${Object.keys(processes).join(', ')} ]
  permissions:
    note: all
guest:
  permissions:
    note: [ read ]
`,
  ...Object.fromEntries(Object.entries(processes).map(([key, text]) => [`processes/${key}.yaml`, text])),
});

/** Publishes the shop and gives it a boss, two clerks and a guest. */
export async function openShop(
  running: TestPlatform,
  processes = shopProcesses,
): Promise<Record<'boss' | 'clerk' | 'other' | 'guest', Client>> {
  const { client } = running;
  await client.call(createApplication, { tenant: 'main' }, { key: 'shop', type: 'application', label: 'Shop' });
  await client.call(pushDefinition, shop, { files: shopFiles(processes) });
  await publish(client, shop, { version: '1.0.0' });
  const person = async (name: string, roleKey: string) => {
    const member = await newMember(running, name);
    await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'shop', roleKey, memberId: member.id });
    return member.withToken('*');
  };
  const [boss, clerk, other, guest] = [
    await person('boss', 'boss'),
    await person('clerk', 'clerk'),
    await person('other', 'clerk'),
    await person('guest', 'guest'),
  ];
  return { boss, clerk, other, guest };
}
