import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { lookAt, type Sights } from './testing-look.ts';

const hostile = '\u202E<script>alert(1)</script>\u200B🙂 عميل '.repeat(8);

const shop = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\nhomePage: home\n',
  'roles.yaml': `customer:
  heldBy: members
  permissions:
    order: { operations: [read, create], rowRule: customer.email = user.email, locked: [status] }
    customer: { operations: [read], rowRule: email = user.email, hidden: [creditLimit] }
clerk:
  label: Clerk in the office
  permissions: { order: [read, create, update], customer: all, product: all }
`,
  'pages/home.yaml':
    "label: Home\npath: ''\nqueries: { orders: { entity: order, sort: [ orderedOn ] } }\ncomponents:\n  - ui.table: { label: Orders, query: orders, columns: [ orderedOn, status ] }\n",
  'entities/customer.yaml': `label: Customer
title: name
history: true
fields:
  name: { type: text, required: true, maxLength: 120 }
  email: { type: email, required: true, unique: true }
  phone: phone
  bornOn: date
  creditLimit: { type: money, currency: EUR, minimum: '0', default: '0' }
  referredBy: { type: reference, target: customer, label: Referred by }
`,
  'entities/order.yaml': `label: Order
labelPlural: Orders
title: status
indexes: { byDay: { fields: [orderedOn] } }
relations: { products: { label: Products, target: product, through: null } }
fields:
  orderedOn: { type: date, label: Ordered on, required: true, default: today() }
  customer: { type: reference, target: customer, required: true, onDelete: restrict }
  status:
    type: choice
    options: { open: { label: Open, tone: accent }, sent: { label: Sent, tone: good }, returned: { label: Returned, tone: bad } }
    default: '"open"'
  amount: { type: money, currency: EUR, validations: [ { rule: amount >= 0, message: An order is never below nothing. } ] }
  express: boolean
  note: longText
`,
  'entities/product.yaml':
    'label: Product\ntitle: name\nfields: { name: { type: text, required: true }, price: { type: money, currency: EUR }, picture: file }\n',
};

const strange = {
  'plinth.yaml': `format: 1\nkey: strange\ntype: application\nlabel: Strange\nhomePage: home\n`,
  'roles.yaml': `member: { label: ${JSON.stringify(hostile)}, heldBy: members, permissions: { thing: [read] } }\n`,
  'pages/home.yaml': "label: Home\npath: ''\n",
  'entities/thing.yaml': `label: ${JSON.stringify(hostile)}
fields:
  name: { type: text, label: ${JSON.stringify(hostile)}, help: ${JSON.stringify(hostile)} }
  kind: { type: choice, label: ${JSON.stringify('very long words '.repeat(30))}, options: { a: ${JSON.stringify(hostile)}, b: ${JSON.stringify(hostile)} } }
  other: { type: reference, target: thing, label: "\u202Eevil" }
`,
};

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  const { client } = running;
  for (const [application, files] of Object.entries({ shop, strange })) {
    await client.call(createApplication, { tenant: 'main' }, { key: application, type: 'application', label: application });
    await client.call(pushDefinition, { tenant: 'main', application }, { files });
  }
  const target = { tenant: 'main', environment: 'development', application: 'shop' };
  await publish(client, target, { version: '1.0.0' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const studio = (page: Page, path: string) => page.goto(`${running.address}/studio/main/${path}`);

/** On a phone the panels lie over the work until they are closed. */
async function alone(page: Page): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) > 640) return;
  for (const name of ['Left panel', 'Properties panel']) {
    const toggle = page.getByRole('button', { name, exact: true });
    if ((await toggle.getAttribute('aria-pressed')) === 'true') await toggle.click();
  }
}

/** What is selected, on whatever width. */
async function properties(page: Page): Promise<void> {
  const toggle = page.getByRole('button', { name: 'Properties panel', exact: true });
  if ((await toggle.getAttribute('aria-pressed')) === 'false') await toggle.click();
}

/** Opens an entity by its address, and waits for what stands beside it where there is room. */
async function entity(page: Page, application: string, key: string): Promise<void> {
  await studio(page, `${application}/entity/entity:${key}`);
  await page.getByRole('grid', { name: 'Fields' }).waitFor();
  if ((page.viewportSize()?.width ?? 0) > 640) await page.getByText(/stays as it is|Make the table/).waitFor();
  await alone(page);
}

const sights: Sights = {
  field: async (page) => {
    await entity(page, 'shop', 'order');
    await page.getByRole('gridcell', { name: 'Status', exact: true }).click();
    await properties(page);
    await page.getByText('Used by').waitFor();
  },
  question: async (page) => {
    await entity(page, 'shop', 'order');
    await page.getByRole('gridcell', { name: 'Status', exact: true }).click();
    await page.keyboard.press('Delete');
    await page.getByText(/Status is used in \d+ places/).waitFor();
  },
  viewAs: async (page) => {
    await studio(page, 'shop/role');
    await page.getByRole('table', { name: 'Permissions' }).waitFor();
    await alone(page);
    await page.getByRole('button', { name: 'View as', exact: true }).click();
    await page.getByText('Why, for one record').waitFor();
  },
  strange: (page) => entity(page, 'strange', 'thing'),
  strangeField: async (page) => {
    await entity(page, 'strange', 'thing');
    await page.locator('[data-column="label"][role="gridcell"]').nth(1).click();
    await properties(page);
    await page.getByText('Used by').waitFor();
  },
  strangeDiagram: async (page) => {
    await studio(page, 'strange/-/diagram');
    await page.locator('.diagram-card').waitFor();
    await alone(page);
  },
};

lookAt('entities', sights, () => ({ browser, running }));
