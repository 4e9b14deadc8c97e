import {
  createApplication,
  createBranch,
  createPreview,
  createRecord,
  deleteBranch,
  getApplication,
  getPage,
  listPreviews,
  openPreview,
  publish,
  pullDefinition,
  pushDefinition,
  revokePreview,
  runQuery,
} from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';

const tenant = { tenant: 'main' };
const target = { ...tenant, environment: 'development', application: 'shop' };
const query = 'query:orders.all';
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\nhomePage: orders\n',
  'roles.yaml':
    'clerk: { heldBy: members, permissions: { order: { operations: [ read ], rowRule: open } } }\nchief: { permissions: { order: [ read, create ] } }\n',
  'entities/order.yaml': 'fields: { name: text, open: boolean, price: decimal }\n',
  'pages/orders.yaml': "label: Orders\npath: ''\nqueries: { all: { entity: order, sort: [ name ] } }\ncomponents: [ ui.heading: Orders ]\n",
};
/** What a maker writes who would like to see everything. */
const bold = {
  ...files,
  'roles.yaml':
    'clerk: { heldBy: members, permissions: { order: all } }\nchief: { heldBy: members, permissions: { order: all } }\nboard: { permissions: { order: all } }\n',
  'pages/orders.yaml': files['pages/orders.yaml'].replace('ui.heading: Orders', 'ui.heading: New orders'),
  'pages/secret.yaml': 'label: Secret\nroles: [ board ]\ncomponents: [ ui.heading: Secret ]\n',
  'pages/chiefs.yaml': 'label: Chiefs\nroles: [ chief ]\ncomponents: [ ui.heading: Chiefs ]\n',
};

let running: TestPlatform;
let member: Awaited<ReturnType<Awaited<ReturnType<typeof newMember>>['withToken']>>;

beforeAll(async () => {
  running = await startTestPlatform();
  const { client } = running;
  await client.call(createApplication, tenant, { key: 'shop', type: 'application', label: 'Shop' });
  await client.call(pushDefinition, target, {
    files: { ...files, 'roles.yaml': `${files['roles.yaml']}maker: { heldBy: members, permissions: { order: [ create ] } }\n` },
  });
  await publish(client, target, {});
  for (const [name, open] of [
    ['seen', true],
    ['unseen', false],
  ] as const)
    await client.call(createRecord, target, { entity: 'order', values: { name, open } });
  await client.call(createBranch, target, { key: 'bold', from: 'main' });
  await client.call(pushDefinition, target, { branch: 'bold', files: bold });
  member = await (await newMember(running, 'clerk')).withToken('*');
});
afterAll(() => running?.close());

const linkOf = (path: string) => path.split('/').at(-1) ?? '';
const make = async (input: object = {}) => {
  const { preview, path } = await running.client.call(createPreview, target, { branch: 'bold', hours: 1, ...input });
  return { id: preview.id, link: linkOf(path) };
};

test('a link shows the pages of the draft over the records that the opener’s own roles show', async () => {
  const { link } = await make();
  expect(await member.call(openPreview, tenant, { link })).toMatchObject({
    application: 'shop',
    environment: 'development',
    branch: 'bold',
  });
  const shell = await member.call(getApplication, target, { preview: link });
  // Neither the roles that the draft would give nor the pages that are for others.
  expect(shell.person?.roles.sort()).toEqual(['clerk', 'maker']);
  expect(shell.pages.map(({ key }) => key)).toEqual(['orders']);
  const plan = await member.call(getPage, target, { page: 'orders', preview: link });
  expect(JSON.stringify(plan.components)).toContain('New orders');
  expect(JSON.stringify(await member.call(getPage, target, { page: 'orders' }))).not.toContain('New orders');
  for (const page of ['secret', 'chiefs'])
    await expect(member.call(getPage, target, { page, preview: link })).rejects.toMatchObject({ status: 403 });
  expect((await member.call(runQuery, target, { query, values: {}, preview: link })).rows).toMatchObject([{ name: 'seen' }]);
});

test('it follows its branch, or stays at a step of it', async () => {
  const moving = await make();
  const position = (await running.client.call(pullDefinition, target, { branch: 'bold' })).position ?? 0;
  const fixed = await make({ position });
  await running.client.call(pushDefinition, target, {
    branch: 'bold',
    files: { ...bold, 'pages/orders.yaml': bold['pages/orders.yaml'].replace('New orders', 'Newest orders') },
  });
  const heading = async (preview: string) => JSON.stringify((await member.call(getPage, target, { page: 'orders', preview })).components);
  expect(await heading(moving.link)).toContain('Newest orders');
  expect(await heading(fixed.link)).toContain('New orders');
  await expect(make({ position: position + 100 })).rejects.toMatchObject({ code: 'repository.ahead-of-log' });
});

test('a draft that needs what is not published says so', async () => {
  await running.client.call(createBranch, target, { key: 'wide', from: 'bold' });
  const wide = {
    ...bold,
    'entities/order.yaml': 'fields: { name: text, open: boolean, price: decimal, weight: decimal }\n',
    'pages/orders.yaml': `${bold['pages/orders.yaml'].replace('sort: [ name ]', 'filter: weight > 1')}`,
  };
  await running.client.call(pushDefinition, target, { branch: 'wide', files: wide });
  const { link } = await make({ branch: 'wide' });
  await expect(member.call(runQuery, target, { query, values: {}, preview: link })).rejects.toMatchObject({ status: 409 });
});

test('it leads nowhere for visitors, elsewhere, once it is ended or expired, and when the branch is gone', async () => {
  const { id, link } = await make();
  const gone = { code: 'repository.no-preview', status: 404 };
  await expect(running.visitor.call(openPreview, tenant, { link })).rejects.toMatchObject({ status: 401 });
  for (const at of [target, { ...target, environment: 'production' }]) {
    const preview = at === target ? `${link.slice(1)}A` : link;
    await expect(member.call(getPage, at, { page: 'orders', preview })).rejects.toMatchObject(gone);
  }
  const { items } = await running.client.call(listPreviews, target, {});
  expect(items.map((each) => each.id)).toContain(id);
  expect(JSON.stringify(items)).not.toContain(link);
  await expect(member.call(listPreviews, target, {})).rejects.toMatchObject({ status: 403 });
  await expect(member.call(createPreview, target, { hours: 1 })).rejects.toMatchObject({ status: 403 });
  await running.client.call(revokePreview, target, { preview: id });
  await expect(member.call(openPreview, tenant, { link })).rejects.toMatchObject(gone);
  await expect(running.client.call(revokePreview, target, { preview: id })).rejects.toMatchObject({ status: 404 });
  const expired = await make();
  await running.ask(`update plinth.preview_link set expires_at = now() - interval '1 second' where id = $1`, [expired.id]);
  await expect(member.call(openPreview, tenant, { link: expired.link })).rejects.toMatchObject(gone);
  const orphan = await make({ branch: 'wide' });
  await running.client.call(deleteBranch, target, { branch: 'wide' });
  await expect(member.call(openPreview, tenant, { link: orphan.link })).rejects.toMatchObject(gone);
  for (const hours of [0, 1000, 1.5]) await expect(make({ hours })).rejects.toMatchObject({ status: 400 });
});
