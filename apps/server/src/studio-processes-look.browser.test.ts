import { createApplication, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { lookAt, type Sights } from './testing-look.ts';
import { createEmptyApplication } from './testing-studio.ts';

const hostile = '\u202E<script>alert(1)</script>\u200B🙂 عميل '.repeat(8);

const loan = `label: Loan application
description: From the application to the money on the account.
nodes:
  applied: { type: startEvent, label: Application came in }
  rate: { type: businessRuleTask, label: Rate the risk, attributes: { 'plinth:decision': risk, 'plinth:resultVariable': risk } }
  how: { type: exclusiveGateway, label: Which risk?, attributes: { default: small } }
  review:
    type: subProcess
    label: Review by two people
    nodes:
      s: startEvent
      first: { type: userTask, label: First look, attributes: { 'plinth:page': home, 'plinth:candidates': '["lending"]' } }
      second: { type: userTask, label: Second look, content: '<multiInstanceLoopCharacteristics plinth:collection="reviewers" plinth:item="reviewer"/>' }
      e: endEvent
    flows:
      a: { from: s, to: first }
      b: { from: first, to: second }
      c: { from: second, to: e }
  late:
    type: boundaryEvent
    label: Two weeks
    attachedTo: review
    attributes: { cancelActivity: 'false' }
    content: <timerEventDefinition><timeDuration>P14D</timeDuration></timerEventDefinition>
  remind: { type: sendTask, label: Remind them }
  reminded: endEvent
  offer: { type: serviceTask, label: Write the offer }
  fork: parallelGateway
  print: { type: manualTask, label: Print it }
  file: { type: scriptTask, label: File it, content: '<script>amount * 2</script>' }
  join: parallelGateway
  signed:
    type: intermediateCatchEvent
    label: Signed
    content: <messageEventDefinition/>
  stop: { type: endEvent, label: Refused, content: '<errorEventDefinition/>' }
  paid: { type: endEvent, label: Paid }
flows:
  f1: { from: applied, to: rate }
  f2: { from: rate, to: how }
  large: { from: how, to: review, label: high, condition: risk = "high" }
  small: { from: how, to: offer, label: low }
  never: { from: how, to: stop, label: refuse, condition: risk = "refuse" }
  f5: { from: review, to: offer }
  f6: { from: offer, to: fork }
  f7: { from: fork, to: print }
  f8: { from: fork, to: file }
  f9: { from: print, to: join }
  f10: { from: file, to: join }
  f11: { from: join, to: signed }
  f12: { from: signed, to: paid }
  f13: { from: late, to: remind }
  f14: { from: remind, to: reminded }
`;

const bank = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\nhomePage: home\n',
  'pages/home.yaml': "label: Home\npath: ''\n",
  'decisions/risk.yaml': 'label: Risk\ninputs: { amount: number }\ndecisions: { risk: { type: string, expression: \'"low"\' } }\n',
  'processes/loan.yaml': loan,
  'processes/tested.yaml': `label: Tested
nodes: { s: startEvent, check: { type: userTask, label: Check }, e: endEvent }
flows: { a: { from: s, to: check }, b: { from: check, to: e } }
tests:
  waits: { variables: { amount: 5 }, script: {}, expect: { status: active, waiting: [ check ] } }
  goes on: { variables: {}, script: { steps: [ { complete: check } ] }, expect: { status: completed } }
`,
  'processes/strange.yaml': `label: ${JSON.stringify(hostile)}
nodes:
  s: { type: startEvent, label: ${JSON.stringify(hostile)} }
  t: { type: userTask, label: ${JSON.stringify('very long words '.repeat(30))} }
  g: { type: exclusiveGateway, label: ${JSON.stringify(hostile)} }
flows:
  a: { from: s, to: t, label: ${JSON.stringify(hostile)} }
  b: { from: t, to: g }
`,
};

const pool = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="urn:t">
  <bpmn:collaboration id="c"><bpmn:participant id="bank" name="Bank" processRef="p"/><bpmn:participant id="customer" name="Customer"/><bpmn:messageFlow id="m" name="asks" sourceRef="customer" targetRef="start"/></bpmn:collaboration>
  <bpmn:process id="p" isExecutable="true">
    <bpmn:laneSet id="lanes"><bpmn:lane id="desk" name="Desk"><bpmn:flowNodeRef>start</bpmn:flowNodeRef><bpmn:flowNodeRef>check</bpmn:flowNodeRef></bpmn:lane><bpmn:lane id="back" name="Back office"/></bpmn:laneSet>
    <bpmn:startEvent id="start"/><bpmn:userTask id="check" name="Check"/><bpmn:endEvent id="end"><bpmn:terminateEventDefinition/></bpmn:endEvent>
    <bpmn:dataObjectReference id="data" name="Application" dataObjectRef="object"/><bpmn:dataObject id="object"/>
    <bpmn:sequenceFlow id="f" sourceRef="start" targetRef="check"/><bpmn:sequenceFlow id="g" sourceRef="check" targetRef="end"/>
    <bpmn:choreographyTask id="odd" name="Odd"/>
    <bpmn:textAnnotation id="note"><bpmn:text>Within two days</bpmn:text></bpmn:textAnnotation><bpmn:association id="assoc" sourceRef="check" targetRef="note"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="dia"><bpmndi:BPMNPlane id="pl" bpmnElement="c">
    <bpmndi:BPMNShape id="b1" bpmnElement="bank" isHorizontal="true"><dc:Bounds x="100" y="80" width="620" height="320"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="b2" bpmnElement="desk" isHorizontal="true"><dc:Bounds x="130" y="80" width="590" height="180"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="b3" bpmnElement="back" isHorizontal="true"><dc:Bounds x="130" y="260" width="590" height="140"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="b4" bpmnElement="customer" isHorizontal="true"><dc:Bounds x="100" y="460" width="620" height="70"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="b5" bpmnElement="start"><dc:Bounds x="190" y="162" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="b6" bpmnElement="check"><dc:Bounds x="290" y="140" width="100" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="b7" bpmnElement="end"><dc:Bounds x="640" y="162" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="b8" bpmnElement="data"><dc:Bounds x="330" y="290" width="36" height="50"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="b9" bpmnElement="note"><dc:Bounds x="450" y="100" width="110" height="40"/></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="e1" bpmnElement="f"><di:waypoint x="226" y="180"/><di:waypoint x="290" y="180"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e2" bpmnElement="g"><di:waypoint x="390" y="180"/><di:waypoint x="640" y="180"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e3" bpmnElement="m"><di:waypoint x="208" y="460"/><di:waypoint x="208" y="198"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e4" bpmnElement="assoc"><di:waypoint x="390" y="150"/><di:waypoint x="450" y="130"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await createEmptyApplication(running, 'empty');
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'bank', type: 'application', label: 'Bank' });
  await running.client.call(pushDefinition, { tenant: 'main', application: 'bank' }, { files: bank });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

/** On a phone the panels lie over the work until they are closed. */
async function panel(page: Page, name: string, isOpen: boolean): Promise<void> {
  const toggle = page.getByRole('button', { name, exact: true });
  if ((await toggle.getAttribute('aria-pressed')) !== String(isOpen)) await toggle.click();
}
async function alone(page: Page): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) > 640) return;
  for (const name of ['Left panel', 'Properties panel']) await panel(page, name, false);
}

async function open(page: Page, key: string): Promise<void> {
  await page.goto(`${running.address}/studio/main/bank/process/process:${key}`);
  await page.locator('.bpmn-shape').first().waitFor();
  await alone(page);
  await page.getByRole('button', { name: 'Show everything' }).click();
}

const sights: Sights = {
  empty: async (page) => {
    await page.goto(`${running.address}/studio/main/empty/process`);
    await page.getByText('Begin with a process').waitFor();
    await alone(page);
  },
  diagram: (page) => open(page, 'loan'),
  task: async (page) => {
    await open(page, 'loan');
    await page.locator('.bpmn-shape', { hasText: 'Rate the risk' }).click();
    await panel(page, 'Properties panel', true);
    await page.getByRole('combobox', { name: 'Decision' }).waitFor();
  },
  menu: async (page) => {
    await open(page, 'loan');
    await page.locator('.bpmn-shape', { hasText: 'Rate the risk' }).click();
    await page.getByRole('application', { name: 'Diagram of the process' }).focus();
    await page.keyboard.press('a');
    await page.getByRole('option').nth(5).waitFor();
  },
  simulation: async (page) => {
    await open(page, 'loan');
    await page.getByRole('button', { name: 'Simulate' }).click();
    await page.locator('.bpmn-token').first().waitFor();
    await panel(page, 'Properties panel', true);
    await page.getByText('The instance is running.').waitFor();
  },
  tests: async (page) => {
    await open(page, 'tested');
    await page.getByRole('tab', { name: 'Test cases' }).click();
    await page.getByRole('textbox', { name: 'Then' }).first().fill('{ "status": "terminated" }');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 2 fail').waitFor();
  },
  imported: async (page) => {
    await open(page, 'tested');
    await page.locator('input[type="file"]').setInputFiles({ name: 'pool.bpmn', mimeType: 'application/xml', buffer: Buffer.from(pool) });
    await page.getByText('pool.bpmn was taken').waitFor();
    await page.locator('.bpmn-artefact').first().waitFor();
    await page.getByRole('button', { name: 'Show everything' }).click();
  },
  strange: (page) => open(page, 'strange'),
};

lookAt('processes', sights, () => ({ browser, running }));
