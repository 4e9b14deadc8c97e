import {
  appendActions,
  createApplication,
  createBranch,
  createPreview,
  createRecord,
  deleteBranch,
  getApplication,
  getPage,
  listConnections,
  listPreviews,
  listSettings,
  openPreview,
  publish,
  pullDefinition,
  pushDefinition,
  revokePreview,
  runQuery,
  startProcess,
  updateRecord,
} from '@plinth/api-contract';
import { currentSchemaVersion } from '@plinth/app-definition';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('with sample data', () => {
  const at = { ...tenant, environment: 'development', application: 'garden' };
  const garden = {
    'plinth.yaml': 'format: 1\nkey: garden\ntype: application\nlabel: Garden\nhomePage: beds\n',
    'roles.yaml':
      'gardener: { permissions: { bed: all, plant: { operations: [ read, create, update ], rowRule: name != "weed" } } }\nowner: { permissions: { plant: all } }\n',
    'entities/bed.yaml': 'label: Bed\ntitle: name\nfields: { name: { type: text, required: true }, size: { type: decimal, minimum: 1 } }\n',
    'entities/plant.yaml':
      'label: Plant\nfields: { name: text, bed: { type: reference, target: bed, required: true }, price: { type: money, currency: EUR } }\n',
    'pages/beds.yaml':
      "label: Beds\npath: ''\nqueries: { all: { entity: bed, sort: [ name ], count: true }, dear: { entity: plant, filter: price > 50, expand: [ bed ] } }\ncomponents: [ ui.heading: Beds ]\n",
    'pages/owners.yaml': 'label: Owners\nroles: [ owner ]\ncomponents: [ ui.heading: Owners ]\n',
  };
  const samples = async (input: object = {}) => {
    const made = await running.client.call(createPreview, at, { hours: 1, records: 'samples', ...input });
    const link = linkOf(made.path);
    const opened = await member.call(openPreview, tenant, { link });
    return { ...made, link, there: { ...at, environment: opened.environment } };
  };
  const schemasOf = async (id: string) =>
    (await running.ask('select 1 from pg_namespace where nspname = $1', [`env_${id.replaceAll('-', '')}`])).length;

  beforeAll(async () => {
    await running.client.call(createApplication, tenant, { key: 'garden', type: 'application', label: 'Garden' });
    await running.client.call(pushDefinition, at, { files: garden });
  });

  test('what runs nowhere is used by members in every role, with records of its own that they change', async () => {
    const { preview, notes, there, link } = await samples();
    expect(preview).toMatchObject({ records: 'samples', branch: 'main' });
    expect(notes).toEqual([]);
    const shell = await member.call(getApplication, there, { preview: link });
    expect(shell.person?.roles.sort()).toEqual(['gardener', 'owner']);
    expect(shell.pages.map(({ key }) => key)).toEqual(['beds', 'owners']);
    const { rows, count } = await member.call(runQuery, there, { query: 'query:beds.all', values: {}, preview: link });
    expect([rows.length, count]).toEqual([8, 8]);
    const [first] = (await member.call(runQuery, there, { query: 'query:beds.dear', values: {}, preview: link })).rows;
    expect(first).toMatchObject({ bed: { name: expect.any(String) } });
    const bed = await member.call(createRecord, there, { entity: 'bed', values: { name: 'Roses', size: '2' } });
    await member.call(updateRecord, there, { entity: 'bed', id: bed.id, values: { name: 'Tulips' } });
    expect((await member.call(runQuery, there, { query: 'query:beds.all', values: {} })).count).toBe(9);
    await expect(member.call(createRecord, there, { entity: 'bed', values: { size: '0' } })).rejects.toMatchObject({
      code: 'records.invalid',
    });
    // Another link has others, and nothing of this is anywhere else.
    const another = await samples();
    expect((await member.call(runQuery, another.there, { query: 'query:beds.all', values: {} })).count).toBe(8);
    await expect(member.call(getApplication, at, {})).rejects.toMatchObject({ status: 404 });
    const { items } = await running.client.call(listPreviews, at, {});
    expect(items.map(({ records }) => records)).toEqual(['samples', 'samples']);
  });

  test('nothing but its records is to be done there, by anybody, and it is there for members alone', async () => {
    const { there } = await samples();
    const refused = { code: 'tenancy.not-in-samples', status: 409 };
    await expect(publish(running.client, there, {})).rejects.toMatchObject(refused);
    await expect(running.client.call(createPreview, there, { hours: 1 })).rejects.toMatchObject(refused);
    await expect(running.client.call(listSettings, there, {})).rejects.toMatchObject(refused);
    await expect(running.client.call(startProcess, there, { process: 'none' })).rejects.toMatchObject(refused);
    await expect(running.client.call(listConnections, there, {})).rejects.toMatchObject(refused);
    await expect(running.visitor.call(getApplication, there, {})).rejects.toMatchObject({ status: 401 });
    for (const environment of ['sample-', `sample-${'0'.repeat(32)}`, "sample-' or 1=1", `${there.environment}0`])
      await expect(member.call(getApplication, { ...there, environment }, {})).rejects.toMatchObject({ status: 404 });
    await expect(member.call(getApplication, { ...there, application: 'shop' }, {})).rejects.toMatchObject({ status: 404 });
  });

  test('it follows the branch whenever it is opened: pages with the records that are there, entities with new ones', async () => {
    await running.client.call(createBranch, at, { key: 'growing', from: 'main' });
    const push = (files: object) => running.client.call(pushDefinition, at, { branch: 'growing', files: { ...garden, ...files } });
    const { link, there } = await samples({ branch: 'growing' });
    const countOf = async () => (await member.call(runQuery, there, { query: 'query:beds.all', values: {} })).count;
    const heading = async () => JSON.stringify((await member.call(getPage, there, { page: 'beds' })).components);
    await member.call(createRecord, there, { entity: 'bed', values: { name: 'Roses' } });
    await push({ 'pages/beds.yaml': garden['pages/beds.yaml'].replace('ui.heading: Beds', 'ui.heading: All beds') });
    expect(await heading()).not.toContain('All beds');
    await member.call(openPreview, tenant, { link });
    expect([(await heading()).includes('All beds'), await countOf()]).toEqual([true, 9]);
    await push({ 'entities/tool.yaml': 'label: Tool\nfields: { name: text }\n' });
    await member.call(openPreview, tenant, { link });
    expect(await countOf()).toBe(8);
    // Ids of another branch stay what they are: a fixed link shows what was.
    const position = (await running.client.call(pullDefinition, at, { branch: 'growing' })).position ?? 0;
    const fixed = await samples({ branch: 'growing', position });
    await push({ 'pages/beds.yaml': garden['pages/beds.yaml'].replace('ui.heading: Beds', 'ui.heading: No more') });
    await member.call(openPreview, tenant, { link: fixed.link });
    expect(JSON.stringify((await member.call(getPage, fixed.there, { page: 'beds' })).components)).toContain('ui.heading');
    expect(JSON.stringify((await member.call(getPage, fixed.there, { page: 'beds' })).components)).not.toContain('No more');
  });

  test('a draft that could not be published has no samples, and leaves nothing behind', async () => {
    await running.client.call(createBranch, at, { key: 'broken', from: 'main' });
    const position = (await running.client.call(pullDefinition, at, { branch: 'broken' })).position ?? 0;
    const action = {
      ...{ id: 'break', actor: 'me', intent: 'Break', schemaVersion: currentSchemaVersion, seen: position, type: 'RECORD_UPDATE' },
      payload: { id: 'query:beds.dear', path: ['filter'], value: 'nothing.like > this' },
    };
    await running.client.call(appendActions, at, {
      branch: 'broken',
      expectedPosition: position,
      actions: [action],
    });
    const before = await running.ask(`select nspname from pg_namespace where nspname like 'env_%'`);
    await expect(samples({ branch: 'broken' })).rejects.toMatchObject({ code: 'repository.invalid-definition' });
    expect(await running.ask(`select nspname from pg_namespace where nspname like 'env_%'`)).toEqual(before);
    expect((await running.client.call(listPreviews, at, {})).items.map(({ branch }) => branch)).not.toContain('broken');
  });

  test('its records end with it: when it is ended, and when it has expired', async () => {
    const ended = await samples();
    const expired = await samples();
    expect([await schemasOf(ended.preview.id), await schemasOf(expired.preview.id)]).toEqual([1, 1]);
    await running.client.call(revokePreview, at, { preview: ended.preview.id });
    expect(await schemasOf(ended.preview.id)).toBe(0);
    expect(await running.ask('select 1 from plinth.record_name where environment_id = $1', [ended.preview.id.replaceAll('-', '')])).toEqual(
      [],
    );
    await expect(member.call(getApplication, ended.there, {})).rejects.toMatchObject({ status: 404 });
    await running.ask(`update plinth.preview_link set expires_at = now() - interval '1 second' where id = $1`, [expired.preview.id]);
    await expect(member.call(getApplication, expired.there, {})).rejects.toMatchObject({ status: 404 });
    await make();
    expect(await schemasOf(expired.preview.id)).toBe(0);
  });
});
